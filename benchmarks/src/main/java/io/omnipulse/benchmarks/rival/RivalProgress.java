package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.kpi.Cell;
import io.omnipulse.benchmarks.kpi.Checkpoints;
import io.omnipulse.benchmarks.kpi.Cuts;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far the one job of this process has come, counted where the work is done: reading runs ahead
 * of the windows by all that is buffered between them. Every fact is added to so many windows of
 * the roll-up over everything. Static, since Flink makes copies of functions.
 */
final class RivalProgress {
    /** To how many windows of each cut a fact belongs. */
    static final long WINDOWS_OF_A_FACT =
            Checkpoints.WINDOWS.stream()
                    .mapToLong(window -> window.lengthMs() / Cell.ADVANCE_MS)
                    .sum();

    private static final LongAdder READ = new LongAdder();
    private static final LongAdder FACTS = new LongAdder();
    private static final LongAdder ADDED = new LongAdder();

    private RivalProgress() {}

    /** A record was read. */
    static void read(boolean isFact) {
        READ.increment();
        if (isFact) {
            FACTS.increment();
        }
    }

    /** A fact was added to one window of a cut. */
    static void added(String cut) {
        if (cut.startsWith(Cuts.TOTAL)) {
            ADDED.increment();
        }
    }

    /** How many of the records have reached all their windows. */
    static long processed() {
        long added = ADDED.sum();
        long facts = FACTS.sum();
        long read = READ.sum();
        long due = facts * WINDOWS_OF_A_FACT;
        if (due == 0) {
            return 0;
        }
        return added >= due ? read : (long) ((double) added / due * read);
    }
}
