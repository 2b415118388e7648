package io.omnipulse.engine.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * When the broker took what comes through {@code by-subject}, in whole seconds instead of
 * milliseconds. Of all records that wait, a task takes the one with the least timestamp: so these
 * come before all events, and marks do not wait behind a backlog.
 */
final class DoorTimestamps implements TimestampExtractor {
    private static final long SECOND_MS = 1_000;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp()) / SECOND_MS;
    }

    /** The broker's time, a second or less early, from what {@link #extract} gave. */
    static long appendedMs(long extracted) {
        return extracted * SECOND_MS;
    }
}
