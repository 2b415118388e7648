package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A broker with topics like {@code kpi-history}, one after the other in use. */
final class HistoryTopic implements AutoCloseable {
    static final String UNSTAMPED = "stamped-by-producers";

    /** One for each test. */
    private static final int TOPICS = 40;

    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://history", "auto.register.schemas", true);

    private final Serializer<SpecificRecord> serializer = AvroSerdes.serializer(REGISTRY, false);
    private final EmbeddedKafka kafka;
    private final Producer<byte[], byte[]> producer;
    private int used;
    private String name = "";

    private HistoryTopic(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    static HistoryTopic start(Path directory) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, Map.of());
        List<TopicSpec> specs = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            specs.add(spec("history-" + i, TopicSpec.Timestamps.BROKER));
        }
        specs.add(spec(UNSTAMPED, TopicSpec.Timestamps.PRODUCER));
        try (TopicAdmin admin =
                new TopicAdmin(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.create(specs, 2);
        }
        return new HistoryTopic(kafka);
    }

    private static TopicSpec spec(String name, TopicSpec.Timestamps timestamps) {
        TopicSpec history = Topics.spec(Topics.KPI_HISTORY).orElseThrow();
        return new TopicSpec(
                name,
                history.direction(),
                history.cleanup(),
                history.retention(),
                timestamps,
                history.further(),
                history.description());
    }

    void useAnother() {
        assertThat(used).as("raise TOPICS").isLessThan(TOPICS);
        name = "history-" + used++;
    }

    void use(String topic) {
        name = topic;
    }

    HistoryScan scan(HistoryScan.Bounds bounds) {
        Map<String, Object> settings =
                HistoryScan.consumerSettings(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        return new HistoryScan(
                name,
                () -> new KafkaConsumer<>(settings),
                () -> AvroSerdes.deserializer(REGISTRY, false),
                bounds);
    }

    /** Writes a final row of the window of five minutes. */
    void row(String campaign, Instant end, int revision, int version, KpiValue... kpis)
            throws Exception {
        KpiRow row =
                new KpiRow(
                        campaign,
                        "*",
                        Map.of(),
                        Window.M5.lengthMs(),
                        end,
                        Map.of(),
                        List.of(kpis),
                        Stage.FINAL,
                        revision,
                        version,
                        end.plusSeconds(60),
                        1.0,
                        Map.of());
        send(campaign, end, serializer.serialize(name, row));
    }

    void send(String campaign, Instant end, byte @Nullable [] value) throws Exception {
        String present = key("5m", campaign, "*");
        String key = present.substring(0, present.length() - 1) + "," + end.toEpochMilli() + "]";
        producer.send(
                        new ProducerRecord<>(
                                name,
                                Math.floorMod(campaign.hashCode(), 2),
                                key.getBytes(StandardCharsets.UTF_8),
                                value))
                .get();
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
