package io.omnipulse.engine.serve;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What a {@link TableReader} fills: the present state of a compacted topic. */
public interface TopicTable {
    /**
     * Takes one record of the topic.
     *
     * @param partition the partition it came from
     * @param appendedMs the record's timestamp, which is when the broker took it
     * @param key its key
     * @param value what it says; absent for a tombstone
     * @throws IllegalArgumentException if the key or the value cannot be one of the topic's; the
     *     message quotes neither
     */
    void take(
            int partition, long appendedMs, byte @Nullable [] key, @Nullable SpecificRecord value);

    /** Notes a record that nobody could read; the table is as if it had never been written. */
    void countUnreadable();

    /**
     * Says that everything published before the reader's start is in the table. Until then it may
     * hold outdated entries and lack others.
     */
    void markComplete();

    /** Whether the table holds everything that was published before its reader's start. */
    boolean isComplete();
}
