package io.omnipulse.engine.live;

import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What the engine says on {@code kpi-values} of its progress, and everything else that a topic
 * holds.
 */
final class Ledgers {
    private Ledgers() {}

    /** Every committed record of a topic, oldest first within each partition. */
    static List<ConsumerRecord<byte[], byte[]>> records(LiveCluster cluster, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.settings().get("bootstrap.servers"));
        settings.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(
                            partition ->
                                    consumer.position(partition)
                                            < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The newest row of each key. */
    static Map<String, KpiRow> values(LiveCluster cluster) {
        return values(cluster, Topics.KPI_VALUES);
    }

    private static Map<String, KpiRow> values(LiveCluster cluster, String topic) {
        Map<String, KpiRow> rows = new TreeMap<>();
        try (Deserializer<SpecificRecord> deserializer =
                AvroSerdes.deserializer(new HashMap<>(cluster.settings()), false)) {
            for (ConsumerRecord<byte[], byte[]> record : records(cluster, topic)) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    rows.remove(key);
                } else {
                    rows.put(
                            key, (KpiRow) deserializer.deserialize(record.topic(), record.value()));
                }
            }
        }
        return rows;
    }

    /** How many records had each outcome, over all topics. */
    static Map<String, Long> outcomes(LiveCluster cluster) {
        return outcomes(cluster, Topics.KPI_VALUES);
    }

    /** The same as another application says, such as a twin. */
    static Map<String, Long> outcomes(LiveCluster cluster, String topic) {
        Map<String, Long> outcomes = new TreeMap<>();
        values(cluster, topic)
                .forEach(
                        (key, row) -> {
                            if (key.startsWith("[\"total\"")
                                    && row.getDimensions().containsKey("outcome")) {
                                outcomes.merge(
                                        row.getDimensions().getOrDefault("outcome", ""),
                                        row.getMeasures().getOrDefault("events", 0L),
                                        Long::sum);
                            }
                        });
        return outcomes;
    }

    /**
     * The lowest watermark that the panes' partitions have told of; Long.MIN_VALUE while one has
     * not.
     */
    static long watermarkMs(LiveCluster cluster, int partitions) {
        Map<String, KpiRow> heartbeats = values(cluster);
        heartbeats.keySet().removeIf(key -> !key.startsWith("[\"heartbeat\""));
        return heartbeats.size() < partitions
                ? Long.MIN_VALUE
                : heartbeats.values().stream()
                        .mapToLong(row -> row.getWatermark().toEpochMilli())
                        .min()
                        .orElse(Long.MIN_VALUE);
    }
}
