package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;

/** Totals of one measure or two, for tests that need no more. */
final class SmallTotals {
    private SmallTotals() {}

    static Measures orders(long amount) {
        Measures measures = new Measures();
        measures.add(MeasureCode.of(Measure.ORDERS), amount);
        return measures;
    }

    static Measures counted(long amount) {
        Measures measures = orders(amount);
        measures.add(MeasureCode.of(Measure.EVENTS), amount);
        return measures;
    }
}
