package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Measures;
import java.util.SortedMap;

/** Where a rolling window puts what must outlive the program. */
public interface PaneStore {
    /** The changes of one pane; both empty where nothing is left to keep. */
    void pane(long pane, Measures change, Measures late);

    /** What is settled, and how often which rows were corrected. */
    void header(
            long settledPane,
            Measures totals,
            Presence presence,
            SortedMap<Long, Integer> revisions);
}
