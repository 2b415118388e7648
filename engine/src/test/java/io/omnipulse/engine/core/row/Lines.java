package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Short forms of lines and values for tests. */
final class Lines {
    private Lines() {}

    static KpiValue count(String id, long count) {
        return new KpiValue(
                id,
                OptionalDouble.of((double) count),
                OptionalLong.of(count),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                count);
    }

    static KpiValue ratio(String id, long numerator, long denominator, double lower, double upper) {
        return new KpiValue(
                id,
                OptionalDouble.of((double) numerator / denominator),
                OptionalLong.of(numerator),
                OptionalLong.of(denominator),
                OptionalDouble.of(lower),
                OptionalDouble.of(upper),
                denominator);
    }

    static KpiValue absent(String id) {
        return new KpiValue(
                id,
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0);
    }

    static RowLine at(long endMs, String id, long count) {
        return new RowLine(endMs, Window.H1, Cut.TOTAL, count(id, count), Stage.FINAL, 3);
    }
}
