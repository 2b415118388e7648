package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A rolling window by brute force: it keeps every change for ever and sums all of them for each
 * row.
 */
final class PlainWindow {
    private final Window window;
    private final KpiCalculator kpis;
    private final NavigableMap<Long, Measures> known = new TreeMap<>();
    private final NavigableMap<Long, Measures> waiting = new TreeMap<>();
    private final Map<Long, Integer> revisions = new HashMap<>();
    private long publishedPane = Long.MIN_VALUE;

    PlainWindow(Window window, KpiCalculator kpis) {
        this.window = window;
        this.kpis = kpis;
    }

    void add(long pane, Measures change) {
        (pane <= publishedPane ? waiting : known)
                .computeIfAbsent(pane, p -> new Measures())
                .addAll(change);
    }

    /** The entries that publishing must write, as {@link RowBook} shows them. */
    List<String> publishTo(long pane) {
        List<String> entries = new ArrayList<>();
        if (pane > publishedPane) {
            NavigableMap<Long, Row> rows = rows(pane);
            long from = publishedPane;
            rows.forEach(
                    (due, row) -> {
                        if (due > from) {
                            entries.add(RowBook.entry(row, 0, Map.of()));
                        }
                    });
            publishedPane = pane;
        }
        return entries;
    }

    /** The entries that a restatement must write. */
    List<String> restate() {
        NavigableMap<Long, Row> before = rows(publishedPane);
        waiting.forEach(
                (pane, change) -> known.computeIfAbsent(pane, p -> new Measures()).addAll(change));
        waiting.clear();
        NavigableMap<Long, Row> after = rows(publishedPane);
        SortedSet<Long> panes = new TreeSet<>(before.keySet());
        panes.addAll(after.keySet());
        List<String> entries = new ArrayList<>();
        for (long pane : panes) {
            Row was = before.get(pane);
            Row is = after.get(pane);
            if (is == null) {
                revisions.merge(pane, 1, Integer::sum);
                entries.add(RowBook.withdrawal(window.endMs(pane)));
            } else if (!is.equals(was)) {
                Map.Entry<Long, Row> held = before.floorEntry(pane);
                entries.add(
                        RowBook.entry(
                                is,
                                revisions.merge(pane, 1, Integer::sum),
                                held == null ? Map.of() : replaced(held.getValue(), is)));
            }
        }
        return entries;
    }

    private static Map<String, Double> replaced(Row before, Row after) {
        Map<String, Double> values = new HashMap<>();
        for (KpiValue value : before.kpis()) {
            if (!after.kpis().contains(value)) {
                value.value().ifPresent(number -> values.put(value.id(), number));
            }
        }
        return values;
    }

    OptionalLong nextDue() {
        return known.tailMap(publishedPane, false).entrySet().stream()
                .filter(change -> !change.getValue().isEmpty())
                .mapToLong(Map.Entry::getKey)
                .findFirst();
    }

    /** What the window holds that ends with the pane, with all that is known now. */
    Measures totals(long pane) {
        Measures totals = new Measures();
        known.headMap(pane, true).values().forEach(totals::addAll);
        waiting.headMap(pane, true).values().forEach(totals::addAll);
        return totals;
    }

    private NavigableMap<Long, Row> rows(long lastPane) {
        NavigableMap<Long, Row> rows = new TreeMap<>();
        Measures totals = new Measures();
        Presence[] presence = {Presence.NONE};
        known.headMap(lastPane, true)
                .forEach(
                        (pane, change) -> {
                            if (!change.isEmpty()) {
                                totals.addAll(change);
                                presence[0] = kpis.observe(window, totals, presence[0]);
                                rows.put(
                                        pane,
                                        new Row(
                                                window,
                                                window.endMs(pane),
                                                totals.copy(),
                                                kpis.values(window, totals, presence[0])));
                            }
                        });
        return rows;
    }
}
