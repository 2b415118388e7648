package io.omnipulse.engine.core.pane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what a rolling window publishes. */
final class RowBook implements RowListener {
    private final List<String> entries = new ArrayList<>();

    @Override
    public void row(Row row, int revision, Map<String, Double> restated) {
        entries.add(entry(row, revision, restated));
    }

    @Override
    public void withdrawn(long endMs) {
        entries.add(withdrawal(endMs));
    }

    /** What was written since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    static String entry(Row row, int revision, Map<String, Double> restated) {
        return row.endMs()
                + " r"
                + revision
                + " "
                + row.totals()
                + " "
                + row.kpis()
                + " was "
                + new TreeMap<>(restated);
    }

    static String withdrawal(long endMs) {
        return endMs + " withdrawn";
    }
}
