package io.omnipulse.engine.stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, bytes and all, with where it came from: what a dead letter, a late event
 * or a move to the home partition must carry on unchanged.
 *
 * @param topic the input topic, also after a move
 * @param partition the input's partition
 * @param offset the input's offset
 * @param timestampMs the record's timestamp
 * @param key null where the record had none
 * @param value null where the record had none
 * @param headers the record's own headers
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried on, never compared
record Envelope(
        String topic,
        int partition,
        long offset,
        long timestampMs,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    /** The original headers and those that say where the record came from. */
    Headers withOrigin() {
        RecordHeaders all = new RecordHeaders();
        for (Header header : headers) {
            all.add(header);
        }
        OriginHeaders.add(all, "topic", topic);
        OriginHeaders.add(all, "partition", Integer.toString(partition));
        OriginHeaders.add(all, "offset", Long.toString(offset));
        return all;
    }
}
