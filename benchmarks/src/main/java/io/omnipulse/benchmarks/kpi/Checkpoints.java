package io.omnipulse.benchmarks.kpi;

import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The windows' ends at which answers are compared: a few, spread over the workload's time, all of
 * them settled.
 */
public final class Checkpoints {
    /** The windows that every program computes. */
    public static final List<Window> WINDOWS = List.of(Window.M5, Window.H1);

    private static final int SHORT_ENDS = 8;
    private static final int LONG_ENDS = 4;
    private static final long MINUTE = 60_000;

    private final NavigableSet<Long> shortEnds;
    private final NavigableSet<Long> longEnds;

    private Checkpoints(NavigableSet<Long> shortEnds, NavigableSet<Long> longEnds) {
        this.shortEnds = shortEnds;
        this.longEnds = longEnds;
    }

    public static Checkpoints of(Workload workload) {
        return new Checkpoints(ends(workload, SHORT_ENDS), ends(workload, LONG_ENDS));
    }

    private static NavigableSet<Long> ends(Workload workload, int count) {
        long step = Math.max(1, workload.spanMs() / count / MINUTE) * MINUTE;
        NavigableSet<Long> ends = new TreeSet<>();
        for (long end = Workload.BEGINS_MS + step; end <= settledMs(workload); end += step) {
            ends.add(end);
        }
        return ends;
    }

    /**
     * Up to here no program can still change anything: a job that waits for sessions has seen them
     * end.
     */
    static long settledMs(Workload workload) {
        return workload.endsMs() - 3 * workload.latenessMs() - 5 * MINUTE;
    }

    /** The ends of those windows that hold the instant. */
    public SortedSet<Long> holding(Window window, long timeMs) {
        return of(window).subSet(timeMs + 1, timeMs + window.lengthMs() + 1);
    }

    public SortedSet<Long> of(Window window) {
        return window == Window.M5 ? shortEnds : longEnds;
    }
}
