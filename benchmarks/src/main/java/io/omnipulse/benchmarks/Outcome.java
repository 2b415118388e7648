package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.kpi.Check;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Optional;

/**
 * What came of running a program.
 *
 * @param slice of the workload that it read
 * @param windows the engine's rolling windows; empty for programs that have no choice
 * @param check of its answers; empty where there are none, or it was cut off
 */
record Outcome(
        Program program,
        Slice slice,
        List<Window> windows,
        Measurement measured,
        Optional<Check> check) {
    Outcome {
        windows = List.copyOf(windows);
    }

    /** Whether its answers are known to be wrong. */
    boolean isWrong() {
        return check.isPresent() && !check.get().holds();
    }
}
