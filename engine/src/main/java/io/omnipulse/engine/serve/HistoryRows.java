package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.RowLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the history by what they are about and their ends, as a stretch of the topic states them.
 * Of several records of one key the last one is right, unless the one before is of a higher
 * application version; a tombstone takes away what came before it. Confined to one thread.
 */
final class HistoryRows {
    /**
     * What one key came to say.
     *
     * @param row the row; absent if it was taken away
     * @param sealed whether a tombstone stands between it and all that came before
     */
    private record Entry(@Nullable TableRow row, boolean sealed) {
        /** What holds once this was said and then {@code later}. */
        Entry then(Entry later) {
            TableRow before = row;
            TableRow after = later.row;
            if (later.sealed || before == null) {
                return new Entry(after, true);
            }
            return after == null || before.version() > after.version()
                    ? this
                    : new Entry(after, sealed);
        }
    }

    private final Map<RowKey, NavigableMap<Long, Entry>> entries = new HashMap<>();
    private int values;

    /** Adds the next record of the topic. */
    void put(RowKey key, TableRow row) {
        add(key, row.endMs(), new Entry(row, false));
    }

    /** Adds the next record of the topic, a tombstone. */
    void remove(RowKey key, long endMs) {
        add(key, endMs, new Entry(null, true));
    }

    private void add(RowKey key, long endMs, Entry now) {
        values += 1 + (now.row == null ? 0 : now.row.kpis().size());
        entries.computeIfAbsent(key, unknown -> new TreeMap<>()).merge(endMs, now, Entry::then);
    }

    /** Adds a stretch of the topic that lies before all that is in here. */
    void addEarlier(HistoryRows earlier) {
        values += earlier.values;
        earlier.entries.forEach(
                (key, ends) -> {
                    NavigableMap<Long, Entry> here =
                            entries.computeIfAbsent(key, unknown -> new TreeMap<>());
                    ends.forEach(
                            (end, before) ->
                                    here.merge(end, before, (later, same) -> same.then(later)));
                });
    }

    /** How much is kept in here, in values; what has been replaced counts, too. */
    int size() {
        return values;
    }

    /**
     * The lines from a time on, by their ends, and for each row the one that holds at that time:
     * one for each KPI and end at which it says something else than at the end before.
     *
     * @param exactFromMs from here on this holds every row
     * @param lines the lines of a row
     */
    List<RowLine> lines(long fromMs, long exactFromMs, Function<TableRow, List<RowLine>> lines) {
        List<RowLine> all = new ArrayList<>();
        for (NavigableMap<Long, Entry> ends : entries.values()) {
            NavigableMap<Long, TableRow> rows = new TreeMap<>();
            ends.tailMap(exactFromMs, true)
                    .forEach(
                            (end, entry) -> {
                                if (entry.row != null) {
                                    rows.put(end, entry.row);
                                }
                            });
            Long holding = rows.floorKey(fromMs);
            addChanges(holding == null ? rows : rows.tailMap(holding, true), lines, all);
        }
        all.sort(CsvRows.ORDER);
        return all;
    }

    private static void addChanges(
            NavigableMap<Long, TableRow> rows,
            Function<TableRow, List<RowLine>> lines,
            List<RowLine> to) {
        Map<String, KpiValue> before = Map.of();
        for (TableRow row : rows.values()) {
            Map<String, KpiValue> now = new HashMap<>();
            for (RowLine line : lines.apply(row)) {
                now.put(line.kpi().id(), line.kpi());
                if (!line.kpi().equals(before.get(line.kpi().id()))) {
                    to.add(line);
                }
            }
            before = now;
        }
    }
}
