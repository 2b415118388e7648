package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were published, by cut, window and end, and the lines of a file that follow from
 * them. Rows may come in any order of their ends; those of one end in the order of their
 * publication. Mutable and confined to one thread.
 */
public final class RowHistory {
    /** Whose rows they are. */
    public record Series(Cut cut, Window window) {}

    private record Published(List<KpiValue> kpis, Stage stage, int version, int revision) {
        boolean yieldsTo(int otherVersion, int otherRevision) {
            return otherVersion > version || (otherVersion == version && otherRevision >= revision);
        }
    }

    private final Map<Series, NavigableMap<Long, Published>> rows = new HashMap<>();

    /** Notes a row where all are of one application version. */
    public boolean put(
            Cut cut, Window window, long endMs, Stage stage, int revision, List<KpiValue> kpis) {
        return put(cut, window, endMs, stage, 0, revision, kpis);
    }

    /**
     * Notes a row. It replaces what was published at this end before, unless that is of a higher
     * application version, or of the same and has a higher revision.
     *
     * @param endMs the window's end, in milliseconds since 1970
     * @param kpis the values of all KPIs that have one row there; at most one for each id
     * @return whether it holds now
     */
    public boolean put(
            Cut cut,
            Window window,
            long endMs,
            Stage stage,
            int version,
            int revision,
            List<KpiValue> kpis) {
        NavigableMap<Long, Published> ends =
                rows.computeIfAbsent(new Series(cut, window), key -> new TreeMap<>());
        Published held = ends.get(endMs);
        if (held != null && !held.yieldsTo(version, revision)) {
            return false;
        }
        ends.put(
                endMs,
                new Published(shared(kpis, ends.lowerEntry(endMs)), stage, version, revision));
        return true;
    }

    /** All series that have rows. */
    public Set<Series> series() {
        return Set.copyOf(rows.keySet());
    }

    /** The ends at which a series has rows. */
    public SortedSet<Long> ends(Series series) {
        NavigableMap<Long, Published> ends = rows.get(series);
        return ends == null ? new TreeSet<>() : new TreeSet<>(ends.keySet());
    }

    /**
     * The values that hold at an end: those of the last row at or before it; none before the first.
     */
    public List<KpiValue> holding(Series series, long endMs) {
        NavigableMap<Long, Published> ends = rows.get(series);
        Map.Entry<Long, Published> row = ends == null ? null : ends.floorEntry(endMs);
        return row == null ? List.of() : row.getValue().kpis;
    }

    /** Forgets a row that was withdrawn: at this end holds what the row before it says. */
    public void remove(Cut cut, Window window, long endMs) {
        NavigableMap<Long, Published> ends = rows.get(new Series(cut, window));
        if (ends != null) {
            ends.remove(endMs);
        }
    }

    /** Of each series the last row, and no other. */
    public RowHistory last() {
        RowHistory result = new RowHistory();
        rows.forEach(
                (series, ends) -> {
                    if (!ends.isEmpty()) {
                        Map.Entry<Long, Published> last = ends.lastEntry();
                        NavigableMap<Long, Published> kept = new TreeMap<>();
                        kept.put(last.getKey(), last.getValue());
                        result.rows.put(series, kept);
                    }
                });
        return result;
    }

    /** Most values are those of the row before: they are kept once. */
    private static List<KpiValue> shared(
            List<KpiValue> kpis, Map.@Nullable Entry<Long, Published> before) {
        if (before == null) {
            return List.copyOf(kpis);
        }
        List<KpiValue> known = before.getValue().kpis;
        List<KpiValue> result = new ArrayList<>(kpis.size());
        for (int i = 0; i < kpis.size(); i++) {
            KpiValue kpi = kpis.get(i);
            result.add(i < known.size() && known.get(i).equals(kpi) ? known.get(i) : kpi);
        }
        return result.equals(known) ? known : List.copyOf(result);
    }

    /**
     * All lines: one for each KPI and end at which it says something else than at the end before.
     * In no order.
     */
    public Stream<RowLine> lines() {
        return lines((window, endMs) -> true);
    }

    /**
     * The lines at the ends within a range for each window.
     *
     * @param ranges windows that are not named have no lines
     */
    public Stream<RowLine> lines(Map<Window, CountedRange> ranges) {
        return lines(
                (window, endMs) -> {
                    CountedRange range = ranges.get(window);
                    return range != null && range.holds(endMs);
                });
    }

    /**
     * The lines at the ends within a range for each window; what held when a range begins comes
     * first, at the range's first end.
     *
     * @param ranges windows that are not named have no lines
     */
    public Stream<RowLine> linesFrom(Map<Window, CountedRange> ranges) {
        return rows.entrySet().stream()
                .filter(each -> ranges.containsKey(each.getKey().window()))
                .flatMap(
                        each ->
                                lines(
                                        each.getKey(),
                                        each.getValue(),
                                        ranges.get(each.getKey().window())));
    }

    private static Stream<RowLine> lines(
            Series key, NavigableMap<Long, Published> ends, @Nullable CountedRange range) {
        if (range == null) {
            return Stream.empty();
        }
        long paneMs = key.window.paneMs();
        long firstEndMs = Math.floorDiv(range.fromEndMs() + paneMs - 1, paneMs) * paneMs;
        NavigableMap<Long, Published> within =
                new TreeMap<>(
                        ends.subMap(firstEndMs, true, Math.max(firstEndMs, range.toEndMs()), true));
        Map.Entry<Long, Published> held = ends.floorEntry(firstEndMs);
        if (held != null) {
            within.put(firstEndMs, held.getValue());
        }
        return changes(key, within).filter(line -> range.holds(line.windowEndMs()));
    }

    private Stream<RowLine> lines(BiPredicate<Window, Long> wanted) {
        return rows.entrySet().stream()
                .flatMap(
                        each ->
                                changes(each.getKey(), each.getValue())
                                        .filter(
                                                line ->
                                                        wanted.test(
                                                                line.window(),
                                                                line.windowEndMs())));
    }

    private static Stream<RowLine> changes(Series key, NavigableMap<Long, Published> ends) {
        List<RowLine> lines = new ArrayList<>();
        Map<String, KpiValue> before = Map.of();
        for (Map.Entry<Long, Published> end : ends.entrySet()) {
            Published row = end.getValue();
            Map<String, KpiValue> now = new HashMap<>();
            for (KpiValue kpi : row.kpis) {
                now.put(kpi.id(), kpi);
                if (!kpi.equals(before.get(kpi.id()))) {
                    lines.add(
                            new RowLine(
                                    end.getKey(),
                                    key.window,
                                    key.cut,
                                    kpi,
                                    row.stage,
                                    row.revision));
                }
            }
            before = now;
        }
        return lines.stream();
    }
}
