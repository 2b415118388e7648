package io.omnipulse.engine.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands the records of the input topics to Kafka Streams in chunks, which the front door takes
 * apart. Other topics' records stay as they are.
 */
public final class ChunkedReading implements ConsumerInterceptor<byte[], byte[]> {
    /** The key under which the settings of a consumer hold the {@link Sources}. */
    public static final String SOURCES = "omnipulse.sources";

    /**
     * What is read in chunks.
     *
     * @param topics the input topics
     */
    public record Sources(Set<String> topics) {}

    private Sources sources = new Sources(Set.of());

    /** For Kafka. */
    public ChunkedReading() {}

    @Override
    public void configure(Map<String, ?> settings) {
        if (!(settings.get(SOURCES) instanceof Sources given)) {
            throw new IllegalArgumentException(
                    SOURCES + " is missing from the consumer's settings");
        }
        sources = given;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> chunked = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            boolean inChunks = sources.topics().contains(partition.topic());
            chunked.put(
                    partition,
                    inChunks ? Chunk.chunks(records, partition) : records.records(partition));
        }
        return new ConsumerRecords<>(chunked, records.nextOffsets());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // What is committed is not its concern.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
