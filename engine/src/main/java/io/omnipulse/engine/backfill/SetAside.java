package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.TopicScan;
import io.omnipulse.engine.stream.Outputs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The records that a twin has set aside and the old engine never came to: dead letters and late
 * events from where that stopped reading. Of those before it has set aside its own.
 */
final class SetAside {
    private final TopicScan scan;
    private final Outputs twin;
    private final Map<TopicPartition, Long> readByOld;

    /**
     * @param readByOld up to where the old engine has read the sources
     */
    SetAside(TopicScan scan, Outputs twin, Map<TopicPartition, Long> readByOld) {
        this.scan = scan;
        this.twin = twin;
        this.readByOld = Map.copyOf(readByOld);
    }

    /** Copies them to the topics of the contract. */
    void copy(TopicPartitions topics, RowWriter writer)
            throws ExecutionException, InterruptedException {
        for (String topic : Outputs.PUBLISHED.setAside()) {
            copy(topics, writer, twin.prefix() + topic, topic);
        }
    }

    private void copy(TopicPartitions topics, RowWriter writer, String from, String to)
            throws ExecutionException, InterruptedException {
        int partitions = topics.of(to);
        List<TopicPartition> all =
                IntStream.range(0, topics.of(from))
                        .mapToObj(partition -> new TopicPartition(from, partition))
                        .toList();
        scan.read(
                all,
                record -> {
                    if (isBeyondOld(record)) {
                        writer.put(
                                to,
                                record.partition() % partitions,
                                record.key(),
                                record.value(),
                                record.headers());
                    }
                });
    }

    private boolean isBeyondOld(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition source =
                new TopicPartition(
                        header(record, "omnipulse.topic"),
                        Integer.parseInt(header(record, "omnipulse.partition")));
        return Long.parseLong(header(record, "omnipulse.offset"))
                >= readByOld.getOrDefault(source, 0L);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header =
                Objects.requireNonNull(
                        record.headers().lastHeader(name),
                        () -> "a record that was set aside has no header " + name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
