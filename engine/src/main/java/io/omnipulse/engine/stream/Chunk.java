package io.omnipulse.engine.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Consecutive records of one partition that Kafka Streams carries as one: what it does for each
 * record, choosing among the sources above all, it does once for a chunk. It stands in for its
 * first record, with that one's offset and time; the records themselves are in its only header,
 * since a value would have to be bytes.
 *
 * <p>A commit never falls into a chunk: Kafka Streams commits the offset of the first that waits.
 */
final class Chunk implements Header {
    /**
     * Chunks are taken in the order of their times, so a long one puts the sources out of order.
     */
    private static final long LONG_MS = 1_000;

    /** Where records are far apart, so many are taken together nevertheless. */
    private static final int FEW = 32;

    /** Longer ones would save nothing more, and take longer until the next commit. */
    private static final int MANY = 128;

    private final List<ConsumerRecord<byte[], byte[]>> records;

    private Chunk(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = List.copyOf(records);
    }

    /** What was polled of one partition, as records that each hold a chunk of it. */
    static List<ConsumerRecord<byte[], byte[]>> chunks(
            ConsumerRecords<byte[], byte[]> polled, TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> chunks = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> open = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
            if (isFull(open, record)) {
                chunks.add(standIn(open));
                open.clear();
            }
            open.add(record);
        }
        if (!open.isEmpty()) {
            chunks.add(standIn(open));
        }
        return chunks;
    }

    private static boolean isFull(
            List<ConsumerRecord<byte[], byte[]>> open, ConsumerRecord<byte[], byte[]> next) {
        return open.size() >= MANY
                || (open.size() >= FEW
                        && Math.abs(next.timestamp() - open.get(0).timestamp()) >= LONG_MS);
    }

    private static ConsumerRecord<byte[], byte[]> standIn(
            List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                null,
                new RecordHeaders(List.<Header>of(new Chunk(records))),
                first.leaderEpoch());
    }

    /**
     * The chunk that a record with these headers holds.
     *
     * @throws IllegalStateException if it holds none: no {@link ChunkedReading} has read it
     */
    static Chunk in(Headers headers) {
        for (Header header : headers) {
            if (header instanceof Chunk chunk) {
                return chunk;
            }
        }
        throw new IllegalStateException(
                "a record of an input topic was not read by " + ChunkedReading.class.getName());
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    @Override
    public String key() {
        return "omnipulse-chunk";
    }

    /** It never leaves the process, so it has no bytes. */
    @Override
    public byte[] value() {
        return new byte[0];
    }
}
