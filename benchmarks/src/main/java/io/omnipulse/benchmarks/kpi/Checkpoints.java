package io.omnipulse.benchmarks.kpi;

import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.core.time.Window;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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

    private final Map<Window, NavigableSet<Long>> ends;

    private Checkpoints(Map<Window, NavigableSet<Long>> ends) {
        this.ends = ends;
    }

    /** In the windows that every program computes. */
    public static Checkpoints of(Workload workload) {
        Map<Window, NavigableSet<Long>> ends = new EnumMap<>(Window.class);
        ends.put(Window.M5, ends(workload, SHORT_ENDS, MINUTE));
        ends.put(Window.H1, ends(workload, LONG_ENDS, MINUTE));
        return new Checkpoints(ends);
    }

    /**
     * In those of the engine's windows that are compared: also in the day, where the workload's
     * question is about days.
     *
     * @throws IllegalArgumentException if there is nothing to compare
     */
    public static Checkpoints ofEngine(Workload workload, List<Window> windows) {
        Checkpoints checkpoints = of(workload);
        if (workload.generator().window().equals(Optional.of(Window.H24))) {
            checkpoints.ends.put(Window.H24, ends(workload, LONG_ENDS, Window.H24.paneMs()));
        }
        String compared = Windows.text(checkpoints.ends.keySet());
        checkpoints.ends.keySet().retainAll(windows);
        if (checkpoints.ends.isEmpty()) {
            throw new IllegalArgumentException(
                    "of "
                            + workload.generator().id()
                            + " only "
                            + compared
                            + " are compared: take one of them in --windows, or leave --check out");
        }
        if (checkpoints.ends.values().stream().allMatch(NavigableSet::isEmpty)) {
            throw new IllegalArgumentException(
                    "nothing is settled in a workload this short, so nothing can be compared: take more --events or a longer --span, or leave --check out");
        }
        return checkpoints;
    }

    private static NavigableSet<Long> ends(Workload workload, int count, long unitMs) {
        long step = Math.max(1, workload.spanMs() / count / unitMs) * unitMs;
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
        return endsOf(window).subSet(timeMs + 1, timeMs + window.lengthMs() + 1);
    }

    /** The ends of this window; none where it is not compared. */
    public NavigableSet<Long> endsOf(Window window) {
        return ends.getOrDefault(window, Collections.emptyNavigableSet());
    }

    /** The windows that are compared. */
    public Set<Window> windows() {
        return Collections.unmodifiableSet(ends.keySet());
    }
}
