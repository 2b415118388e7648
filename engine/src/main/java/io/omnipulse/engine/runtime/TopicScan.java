package io.omnipulse.engine.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed of topics, from their beginning to their end as it is now. */
public final class TopicScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * A reader for several scans, one after the other.
     *
     * @param kafka settings of Kafka's clients and of the registry, by Kafka's names
     */
    public TopicScan(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        // What retention deletes before it was read is left out, and nothing else.
        settings.put("auto.offset.reset", "earliest");
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of a topic. */
    List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * Reads all of one topic.
     *
     * @param to given each record; those of one partition in their order
     */
    static void read(
            Map<String, String> kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        try (TopicScan scan = new TopicScan(kafka)) {
            scan.read(scan.partitions(topic), to);
        }
    }

    /**
     * Reads some partitions.
     *
     * @param to given each record; those of one partition in their order
     */
    public void read(
            Collection<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(
                        partition ->
                                consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(to);
        }
    }

    /**
     * Reads a part of one partition.
     *
     * @param first the first offset that is read
     * @param last the last one; there was a record once
     * @param to given each record, in their order
     */
    void read(
            TopicPartition partition,
            long first,
            long last,
            Consumer<ConsumerRecord<byte[], byte[]>> to) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, first);
        while (consumer.position(partition) <= last) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() <= last) {
                    to.accept(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
