package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Follows how far the rows of a running application are, by the heartbeats in its present rows. */
public final class HeartbeatFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Deserializer<SpecificRecord> rows;
    private final Map<String, Long> watermarks = new HashMap<>();
    private final int speakers;

    /**
     * @param topic of the present rows of one application
     * @param speakers how many partitions its panes have, each with a heartbeat of its own
     */
    public HeartbeatFollower(Map<String, String> kafka, String topic, int speakers) {
        this(
                consumer(kafka),
                AvroSerdes.deserializer(new HashMap<>(kafka), false),
                topic,
                speakers);
    }

    HeartbeatFollower(
            Consumer<byte[], byte[]> consumer,
            Deserializer<SpecificRecord> rows,
            String topic,
            int speakers) {
        this.consumer = consumer;
        this.rows = rows;
        this.speakers = speakers;
        this.partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads on to the end as it is now, however many rows that are, and says the lowest watermark
     * of all partitions of the panes; unknown while one has not spoken.
     */
    public long watermarkMs() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(
                        partition ->
                                consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(this::take);
        }
        return watermarks.size() < speakers
                ? Watermarks.UNKNOWN
                : watermarks.values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(Watermarks.UNKNOWN);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (key.startsWith(HeartbeatReader.KEY_BEGINS) && record.value() != null) {
            KpiRow row = (KpiRow) rows.deserialize(record.topic(), record.value());
            watermarks.put(key, row.getWatermark().toEpochMilli());
        }
    }

    @Override
    public void close() {
        consumer.close();
        rows.close();
    }
}
