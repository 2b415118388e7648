package io.omnipulse.engine.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own timestamp; a negative one counts as 1970, so that the checks refuse the event
 * and nothing stops.
 */
public final class EventTimestamps implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record);
    }

    static long of(ConsumerRecord<?, ?> record) {
        return Math.max(0, record.timestamp());
    }
}
