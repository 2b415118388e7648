package io.omnipulse.engine.core.progress;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The watermark of a room: the minimum over the tasks that feed it, each as far as its newest mark
 * says. A task not yet heard of holds it back. Nothing is ever lowered. Mutable and confined to one
 * thread.
 */
public final class Watermarks {
    /** The progress of what has not been read at all. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The progress of what is known to hold nothing more. */
    public static final long ENDED = Long.MAX_VALUE;

    private final long[] byTask;
    private final Map<Source, Long> sources = new HashMap<>();

    public Watermarks(int tasks) {
        byTask = new long[tasks];
        Arrays.fill(byTask, UNKNOWN);
    }

    public void take(Mark mark) {
        if (mark.task() >= byTask.length) {
            throw new IllegalArgumentException(
                    "a mark of task "
                            + mark.task()
                            + ", but only "
                            + byTask.length
                            + " are configured");
        }
        byTask[mark.task()] = Math.max(byTask[mark.task()], mark.watermarkMs());
        mark.sources().forEach((source, progress) -> sources.merge(source, progress, Math::max));
    }

    /** The minimum over all tasks. */
    public long watermarkMs() {
        return Arrays.stream(byTask).min().orElse(UNKNOWN);
    }

    /** The minimum over all tasks but one, which knows its own progress better. */
    public long watermarkWithout(int task) {
        long least = ENDED;
        for (int i = 0; i < byTask.length; i++) {
            if (i != task) {
                least = Math.min(least, byTask[i]);
            }
        }
        return least;
    }

    /** How far the most advanced source has come that has not ended. */
    public long greatestProgress() {
        return sources.values().stream()
                .mapToLong(Long::longValue)
                .filter(p -> p != ENDED)
                .max()
                .orElse(UNKNOWN);
    }

    /**
     * The share, 0 to 1, of the sources heard of that have passed the instant; 0 while none has
     * been heard of.
     */
    public double shareBeyond(long atMs) {
        if (sources.isEmpty()) {
            return 0;
        }
        return (double) sources.values().stream().filter(p -> p >= atMs).count() / sources.size();
    }

    /** One mark for each task, from which {@link #take} makes the same watermarks again. */
    public SortedMap<Integer, Mark> toMarks() {
        SortedMap<Integer, Mark> marks = new TreeMap<>();
        for (int task = 0; task < byTask.length; task++) {
            marks.put(task, new Mark(task, byTask[task], task == 0 ? sources : Map.of()));
        }
        return marks;
    }
}
