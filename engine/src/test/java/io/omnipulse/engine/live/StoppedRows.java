package io.omnipulse.engine.live;

import io.omnipulse.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of an engine that has stopped, byte for byte.
 *
 * @param history by key
 * @param values by key
 */
record StoppedRows(Map<String, ByteBuffer> history, Map<String, ByteBuffer> values) {
    static StoppedRows of(LiveCluster cluster) {
        return new StoppedRows(
                newest(cluster, Topics.KPI_HISTORY), newest(cluster, Topics.KPI_VALUES));
    }

    /** Of one writer the last record of each key is right. */
    private static Map<String, ByteBuffer> newest(LiveCluster cluster, String topic) {
        Map<String, ByteBuffer> rows = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : Ledgers.records(cluster, topic)) {
            String key =
                    record.partition() + " " + new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                rows.remove(key);
            } else {
                rows.put(key, ByteBuffer.wrap(record.value()));
            }
        }
        return rows;
    }

    /** How much is committed in {@code kpi-history}, in offsets. */
    static long committed(LiveCluster cluster) throws Exception {
        try (Admin admin = admin(cluster)) {
            return admin
                    .listOffsets(
                            IntStream.range(0, cluster.partitions())
                                    .mapToObj(p -> new TopicPartition(Topics.KPI_HISTORY, p))
                                    .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    static Set<String> topics(LiveCluster cluster) throws Exception {
        try (Admin admin = admin(cluster)) {
            return admin.listTopics().names().get();
        }
    }

    private static Admin admin(LiveCluster cluster) {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        List.of(cluster.settings().getOrDefault("bootstrap.servers", ""))));
    }
}
