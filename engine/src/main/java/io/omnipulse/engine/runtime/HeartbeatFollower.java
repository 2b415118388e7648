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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Follows how far the rows of a running application are, by the heartbeats in its present rows. */
public final class HeartbeatFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<SpecificRecord> rows;
    private final Map<String, Long> watermarks = new HashMap<>();
    private final int speakers;

    /**
     * @param topic of the present rows of one application
     * @param speakers how many partitions its panes have, each with a heartbeat of its own
     */
    public HeartbeatFollower(Map<String, String> kafka, String topic, int speakers) {
        this.speakers = speakers;
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.rows = AvroSerdes.deserializer(new HashMap<>(kafka), false);
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads on, and says the lowest watermark of all partitions of the panes; unknown while one has
     * not spoken.
     */
    public long watermarkMs() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (key.startsWith(HeartbeatReader.KEY_BEGINS) && record.value() != null) {
                KpiRow row = (KpiRow) rows.deserialize(record.topic(), record.value());
                watermarks.put(key, row.getWatermark().toEpochMilli());
            }
        }
        return watermarks.size() < speakers
                ? Watermarks.UNKNOWN
                : watermarks.values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(Watermarks.UNKNOWN);
    }

    @Override
    public void close() {
        consumer.close();
        rows.close();
    }
}
