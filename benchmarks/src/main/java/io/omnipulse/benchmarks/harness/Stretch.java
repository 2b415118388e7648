package io.omnipulse.benchmarks.harness;

import io.omnipulse.benchmarks.harness.CpuClock.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The measured stretch of a program that reads its topics once: what comes after the first part of
 * the records, in which the machine compiles and state is young. A program that is too slow is cut
 * off, and what it did until then counts. Confined to one thread.
 */
public final class Stretch {
    /** Of the records, how many pass before the stretch begins; of the time, if that is bounded. */
    private static final double WARM_UP = 0.35;

    /** Of the records of a complete run, how many the stretch must hold. */
    private static final double SHORTEST = 0.1;

    /** Option of a task: after how many seconds its program is cut off. */
    public static final String SECONDS = "seconds";

    /** Further figure: 1 where all records were processed, 0 where the program was cut off. */
    public static final String COMPLETE = "complete";

    private final CpuClock clock;
    private final long records;
    private final long begunNanos = System.nanoTime();
    private final long atMostNanos;
    private @Nullable Sample begin;
    private Sample last;

    private Stretch(CpuClock clock, long records, long atMostNanos) {
        this.clock = clock;
        this.records = records;
        this.atMostNanos = atMostNanos;
        this.last = clock.now(0);
    }

    public static Stretch of(Task task) {
        return new Stretch(
                new CpuClock(task.brokerPid()),
                task.records(),
                TimeUnit.SECONDS.toNanos(task.option(SECONDS, TimeUnit.DAYS.toSeconds(1))));
    }

    /** To be told often how many records are processed. */
    public void processed(long count) {
        last = clock.now(count);
        boolean late = last.nanos() - begunNanos >= atMostNanos * WARM_UP;
        if (begin == null && (count >= records * WARM_UP || (late && count > 0))) {
            begin = last;
        }
    }

    /** Whether the program is to be cut off. */
    public boolean isOver() {
        return System.nanoTime() - begunNanos > atMostNanos;
    }

    /** Few events that come at the end in one lump say nothing about the others. */
    private boolean isTooShort(Sample from) {
        long measured = last.events() - from.events();
        return measured == 0 || (last.events() >= records && measured < records * SHORTEST);
    }

    /**
     * The measurement from the end of the warm-up to the last time this was told anything.
     *
     * @throws IllegalStateException if too little was processed to measure anything
     */
    public Measurement end(Map<String, Double> further) {
        Sample from = begin;
        if (from == null || last.nanos() == from.nanos() || isTooShort(from)) {
            throw new IllegalStateException(
                    last.events()
                            + " of "
                            + records
                            + " records were processed, too many of them at once to measure a stretch: take more --events or more time");
        }
        Map<String, Double> all = new HashMap<>(further);
        all.put(COMPLETE, last.events() >= records ? 1.0 : 0.0);
        return new Measurement(
                last.events() - from.events(),
                (last.nanos() - from.nanos()) / 1e9,
                last.program() - from.program(),
                last.broker() - from.broker(),
                from.events(),
                all);
    }
}
