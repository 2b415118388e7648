package io.omnipulse.engine.core.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The progress of the sources that one task reads itself, and the rule for those that have fallen
 * silent. Mutable and confined to one thread.
 */
public final class OwnSources {
    /** A source that has been read to its end and has brought nothing for this long is silent. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(30);

    /** How far one source has come, and when it last showed life. */
    private static final class Course {
        long progressMs = Watermarks.UNKNOWN;
        long lastReadMs;

        Course(long lastReadMs) {
            this.lastReadMs = lastReadMs;
        }
    }

    private final Map<Source, Course> courses = new HashMap<>();
    private long watermarkMs;

    /**
     * @param sources what the task reads; a task without sources has nothing to wait for
     * @param nowMs the wall clock, from which silence is measured
     */
    public OwnSources(Collection<Source> sources, long nowMs) {
        for (Source source : sources) {
            courses.put(source, new Course(nowMs));
        }
        watermarkMs = least();
    }

    /** Puts back what was stored. */
    public void restore(Map<Source, Long> stored) {
        stored.forEach(
                (source, ms) -> {
                    if (courses.containsKey(source)) {
                        advance(source, ms);
                    }
                });
    }

    /** A record of the source was read, at the wall clock's time. */
    public void read(Source source, long nowMs) {
        course(source).lastReadMs = nowMs;
    }

    /**
     * The source has come this far.
     *
     * @return whether the watermark rose with it
     */
    public boolean advance(Source source, long toMs) {
        Course course = course(source);
        long beforeMs = course.progressMs;
        if (toMs <= beforeMs) {
            return false;
        }
        course.progressMs = toMs;
        if (beforeMs > watermarkMs) {
            return false; // another source holds it back
        }
        watermarkMs = least();
        return watermarkMs > beforeMs;
    }

    /** A partition that a topic was given since is read, too: from now on it counts. */
    private Course course(Source source) {
        Course known = courses.get(source);
        if (known != null) {
            return known;
        }
        Course added = new Course(0);
        courses.put(source, added);
        watermarkMs = least();
        return added;
    }

    private long least() {
        long least = Watermarks.ENDED;
        for (Course course : courses.values()) {
            least = Math.min(least, course.progressMs);
        }
        return least;
    }

    public Collection<Source> sources() {
        return courses.keySet();
    }

    public boolean isSilent(Source source, long nowMs) {
        Course course = courses.get(source);
        return course != null && nowMs - course.lastReadMs >= SILENT_AFTER.toMillis();
    }

    /** The minimum over the sources. */
    public long watermarkMs() {
        return watermarkMs;
    }

    public Map<Source, Long> progress() {
        return courses.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, course -> course.getValue().progressMs));
    }

    /**
     * How far a silent source counts.
     *
     * @param clockMs the append time of the newest mark: the brokers' clock, whichever instance
     *     asks
     * @param appendTime whether the broker stamps the source's records, so that whatever comes next
     *     is recent
     * @param greatestMs how far the most advanced source of all has come
     * @param horizonMs how late an event may be
     */
    public static long progressOfSilence(
            long clockMs, boolean appendTime, long greatestMs, long horizonMs) {
        if (clockMs == Watermarks.UNKNOWN) {
            return Watermarks.UNKNOWN;
        }
        long sinceSilence = clockMs - SILENT_AFTER.toMillis();
        if (appendTime || greatestMs >= clockMs - horizonMs) {
            return sinceSilence;
        }
        return greatestMs; // an import that has ended; more of the same past may follow
    }
}
