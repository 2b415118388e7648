package io.omnipulse.engine.core.progress;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one task has come. It travels behind the data that it speaks of.
 *
 * @param task the number of the task, which is its partition
 * @param watermarkMs nothing that happened more than the horizon before this is still to come from
 *     the task; Long.MIN_VALUE while unknown, Long.MAX_VALUE where nothing at all is to come
 * @param sources the progress of each source that the task reads
 */
public record Mark(int task, long watermarkMs, Map<Source, Long> sources) {
    public Mark {
        sources = Map.copyOf(sources);
    }

    /** The sources in their order, for equal bytes. */
    public SortedMap<Source, Long> sortedSources() {
        return new TreeMap<>(sources);
    }
}
