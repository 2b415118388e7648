package io.omnipulse.engine.core.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The progress of the sources that one task reads itself, and the rule for those that have fallen
 * silent. Mutable and confined to one thread.
 */
public final class OwnSources {
    /** A source that has been read to its end and has brought nothing for this long is silent. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(30);

    private final Map<Source, Long> progress = new HashMap<>();
    private final Map<Source, Long> lastReadMs = new HashMap<>();

    /**
     * @param sources what the task reads; a task without sources has nothing to wait for
     * @param nowMs the wall clock, from which silence is measured
     */
    public OwnSources(Collection<Source> sources, long nowMs) {
        for (Source source : sources) {
            progress.put(source, Watermarks.UNKNOWN);
            lastReadMs.put(source, nowMs);
        }
    }

    /** Puts back what was stored. */
    public void restore(Map<Source, Long> stored) {
        stored.forEach(
                (source, ms) ->
                        progress.computeIfPresent(source, (s, known) -> Math.max(known, ms)));
    }

    /** A record of the source was read, at the wall clock's time. */
    public void read(Source source, long nowMs) {
        lastReadMs.put(source, nowMs);
    }

    /** The source has come this far. */
    public void advance(Source source, long toMs) {
        progress.merge(source, toMs, Math::max);
    }

    public Collection<Source> sources() {
        return progress.keySet();
    }

    public boolean isSilent(Source source, long nowMs) {
        Long last = lastReadMs.get(source);
        return last != null && nowMs - last >= SILENT_AFTER.toMillis();
    }

    /** The minimum over the sources. */
    public long watermarkMs() {
        return progress.values().stream().mapToLong(Long::longValue).min().orElse(Watermarks.ENDED);
    }

    public Map<Source, Long> progress() {
        return Map.copyOf(progress);
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
