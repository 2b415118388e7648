package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.kpi.Check;
import java.util.Optional;

/**
 * What came of running a program.
 *
 * @param slice of the workload that it read
 * @param check of its answers; empty where there are none, or it was cut off
 */
record Outcome(Program program, Slice slice, Measurement measured, Optional<Check> check) {
    /** Whether its answers are known to be wrong. */
    boolean isWrong() {
        return check.isPresent() && !check.get().holds();
    }
}
