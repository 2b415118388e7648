package io.omnipulse.engine.core.pane;

import java.util.Map;

/** Receives the final rows of a rolling window. */
public interface RowListener {
    /**
     * A row that differs from the one at the end before.
     *
     * @param revision 0 when it is written for the first time in its turn, else the number of the
     *     correction
     * @param restated the values that a correction replaces, by KPI id; empty at revision 0
     */
    void row(Row row, int revision, Map<String, Double> restated);

    /** A row published earlier that, corrected, would say the same as the one before it. */
    void withdrawn(long endMs);
}
