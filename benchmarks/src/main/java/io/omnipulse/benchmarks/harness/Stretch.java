package io.omnipulse.benchmarks.harness;

import io.omnipulse.benchmarks.harness.CpuClock.Sample;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measured stretch of a program that reads its topics once: what comes after the first part of
 * the records, in which the machine compiles and state is young. Not for several threads.
 */
public final class Stretch {
    /** Of the records, how many pass before the stretch begins. */
    private static final double WARM_UP = 0.35;

    private final CpuClock clock;
    private final long records;
    private @Nullable Sample begin;
    private @Nullable Sample allRead;
    private Sample last;

    public Stretch(CpuClock clock, long records) {
        this.clock = clock;
        this.records = records;
        this.last = clock.now(0);
    }

    /** To be told often how many records are processed. */
    public void processed(long count) {
        last = clock.now(count);
        if (begin == null && count >= records * WARM_UP) {
            begin = last;
        }
        if (allRead == null && count >= records) {
            allRead = last;
        }
    }

    /**
     * The measurement from the end of the warm-up to the last time this was told anything.
     *
     * @throws IllegalStateException if the records have not all been processed
     */
    public Measurement end(Map<String, Double> further) {
        Sample from = begin;
        Sample read = allRead;
        if (from == null || read == null) {
            throw new IllegalStateException(
                    "only "
                            + last.events()
                            + " of "
                            + records
                            + " records were processed, so there is nothing to measure");
        }
        if (read.nanos() == from.nanos()) {
            throw new IllegalStateException(
                    "the records were processed too fast to be measured; take more --events");
        }
        return new Measurement(
                records - from.events(),
                (read.nanos() - from.nanos()) / 1e9,
                last.program() - from.program(),
                last.broker() - from.broker(),
                from.events(),
                further);
    }
}
