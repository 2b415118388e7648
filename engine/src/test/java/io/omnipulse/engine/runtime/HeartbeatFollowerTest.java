package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.Stage;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Up to where a twin's rows are complete, however many rows lie before the heartbeats. */
@Timeout(30)
final class HeartbeatFollowerTest {
    private static final String TOPIC = "omnipulse-v2-kpi-values";
    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://heartbeats", "auto.register.schemas", true);
    private static final int ROWS_A_POLL = 500;
    private static final int ROWS = 10 * ROWS_A_POLL;

    private final Serializer<SpecificRecord> rows = AvroSerdes.serializer(REGISTRY, false);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final HeartbeatFollower follower = follower();
    private final long[] ends = new long[PARTITIONS.size()];

    @Test
    void heartbeats_behind_thousands_of_rows_are_known_at_the_first_question() {
        rowsIn(0);
        rowsIn(1);
        heartbeat(0, 9_000);
        heartbeat(1, 7_000);

        assertThat(follower.watermarkMs()).isEqualTo(7_000);
    }

    @Test
    void each_question_is_answered_by_the_newest_heartbeats() {
        heartbeat(0, 9_000);
        heartbeat(1, 7_000);
        long before = follower.watermarkMs();
        rowsIn(1);
        heartbeat(1, 8_000);

        assertThat(List.of(before, follower.watermarkMs())).containsExactly(7_000L, 8_000L);
    }

    @Test
    void nothing_is_known_while_a_partition_has_not_spoken() {
        rowsIn(0);
        heartbeat(0, 9_000);

        assertThat(follower.watermarkMs()).isEqualTo(Watermarks.UNKNOWN);
    }

    private HeartbeatFollower follower() {
        consumer.setMaxPollRecords(ROWS_A_POLL);
        consumer.updatePartitions(
                TOPIC,
                PARTITIONS.stream()
                        .map(p -> new PartitionInfo(TOPIC, p.partition(), null, null, null))
                        .toList());
        PARTITIONS.forEach(
                partition -> {
                    consumer.updateBeginningOffsets(Map.of(partition, 0L));
                    consumer.updateEndOffsets(Map.of(partition, 0L));
                });
        return new HeartbeatFollower(
                consumer, AvroSerdes.deserializer(REGISTRY, false), TOPIC, PARTITIONS.size());
    }

    /** Rows of cuts; whose bytes they are does not matter here. */
    private void rowsIn(int partition) {
        for (int row = 0; row < ROWS; row++) {
            arrives(partition, "[\"5m\",\"spring\",\"web\"]", new byte[] {0});
        }
    }

    private void heartbeat(int partition, long watermarkMs) {
        KpiRow row =
                new KpiRow(
                        "*",
                        "*",
                        Map.of(),
                        0L,
                        Instant.EPOCH,
                        Map.of(),
                        List.of(),
                        Stage.FINAL,
                        0,
                        2,
                        Instant.ofEpochMilli(watermarkMs),
                        1.0,
                        Map.of());
        arrives(partition, "[\"heartbeat\"," + partition + "]", rows.serialize(TOPIC, row));
    }

    private void arrives(int partition, String key, byte[] value) {
        long offset = ends[partition]++;
        consumer.addRecord(
                new ConsumerRecord<>(
                        TOPIC, partition, offset, key.getBytes(StandardCharsets.UTF_8), value));
        consumer.updateEndOffsets(Map.of(PARTITIONS.get(partition), ends[partition]));
    }
}
