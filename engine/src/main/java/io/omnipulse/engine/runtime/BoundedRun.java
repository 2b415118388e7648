package io.omnipulse.engine.runtime;

import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Runs an engine over sources that end, until every partition of the panes says that nothing more
 * is to come.
 */
public final class BoundedRun {
    private static final Duration POLL = Duration.ofMillis(100);

    private final EngineSettings settings;

    /**
     * @param settings of a bounded stream
     */
    public BoundedRun(EngineSettings settings) {
        if (!settings.stream().bounded()) {
            throw new IllegalArgumentException("the sources of this stream do not end");
        }
        this.settings = settings;
    }

    /** Told now and then of the records read so far, and of how many there are. */
    @FunctionalInterface
    public interface Progress {
        void read(long records, long of);
    }

    /**
     * Returns when all rows are published and committed.
     *
     * @throws EngineException if the engine stops before
     */
    public void toTheEnd(Progress progress) {
        try (Engine engine = Engine.start(settings)) {
            awaitEnd(engine, progress);
        }
    }

    private void awaitEnd(Engine engine, Progress progress) {
        Map<String, Object> consumerSettings =
                new HashMap<>(KafkaSettings.clients(settings.kafka()));
        consumerSettings.put("isolation.level", "read_committed");
        consumerSettings.put("enable.auto.commit", "false");
        Set<String> ended = new HashSet<>();
        Deserializer<SpecificRecord> rows =
                AvroSerdes.deserializer(new HashMap<>(settings.kafka()), false);
        try (rows;
                Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                consumerSettings,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(settings.stream().outputs().values()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ended.size() < settings.stream().cutPartitions()) {
                engine.failure()
                        .ifPresent(
                                failure -> {
                                    throw new EngineException(
                                            "the engine stopped: " + failure.getMessage(), failure);
                                });
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (key.startsWith(HeartbeatReader.KEY_BEGINS) && isEnd(rows, record)) {
                        ended.add(key);
                    }
                }
                progress.read(engine.recordsRead(), engine.recordsInAll());
            }
        }
    }

    private boolean isEnd(
            Deserializer<SpecificRecord> rows, ConsumerRecord<byte[], byte[]> record) {
        KpiRow row = (KpiRow) rows.deserialize(record.topic(), record.value());
        return row != null
                && row.getVersion() == settings.stream().version()
                && settings.stream().isEnd(row.getWatermark().toEpochMilli());
    }
}
