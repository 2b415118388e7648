package io.omnipulse.engine.live;

import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.EventKeys;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A broker with the topics of the contract, and a producer that can misbehave. */
final class LiveCluster implements AutoCloseable {
    static final List<String> SOURCES =
            List.of(Topics.WEB_EVENTS, Topics.POS_SALES, Topics.SURVEY_ANSWERS);

    /**
     * The sample traffic lies in the past; the broker must not delete it while a test looks at it.
     */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Path directory;
    private final EmbeddedKafka kafka;
    private final Map<String, String> settings;
    private final Serializer<SpecificRecord> values;
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final List<String> sources;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private LiveCluster(
            Path directory,
            EmbeddedKafka kafka,
            String registry,
            int partitions,
            List<String> sources) {
        this.directory = directory;
        this.kafka = kafka;
        this.partitions = partitions;
        this.sources = sources;
        this.settings =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "schema.registry.url",
                        registry);
        this.values = AvroSerdes.serializer(new HashMap<>(settings), false);
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /**
     * @param registry where schemas are registered; {@code mock://…} stays within this process
     * @param timestamps whose clock the inputs carry
     */
    static LiveCluster start(String registry, int partitions, TopicSpec.Timestamps timestamps)
            throws IOException, ExecutionException, InterruptedException {
        return start(registry, partitions, timestamps, SOURCES);
    }

    /**
     * @param sources the topics that the engine reads
     */
    static LiveCluster start(
            String registry, int partitions, TopicSpec.Timestamps timestamps, List<String> sources)
            throws IOException, ExecutionException, InterruptedException {
        Path directory = Files.createTempDirectory("omnipulse-live");
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, Map.of());
        LiveCluster cluster = new LiveCluster(directory, kafka, registry, partitions, sources);
        try (TopicAdmin admin = new TopicAdmin(cluster.settings)) {
            admin.create(
                    TopicAdmin.needed(sources).stream()
                            .map(
                                    spec ->
                                            spec.direction() == TopicSpec.Direction.IN
                                                    ? spec.withTimestamps(timestamps)
                                                            .withRetention(FOR_EVER)
                                                    : spec)
                            .toList(),
                    partitions);
        }
        return cluster;
    }

    Map<String, String> settings() {
        return settings;
    }

    List<String> sourceTopics() {
        return sources;
    }

    Path directory() {
        return directory;
    }

    SortedMap<String, Integer> sources() throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            return admin.partitions(sources);
        }
    }

    /** Sends an event as Java's producers do: with its key, to its home partition. */
    void send(SpecificRecord event, long sentAtMs) {
        String key = EventKeys.keyOf(event);
        send(event, sentAtMs, EventKeys.partitionFor(key, partitions), key);
    }

    /** Sends an event to any partition, with any key or none. */
    void send(SpecificRecord event, long sentAtMs, int partition, @Nullable String key) {
        String topic = Topics.inputOf(event.getClass()).orElseThrow();
        sendRaw(topic, partition, sentAtMs, key, values.serialize(topic, event));
    }

    void sendRaw(
            String topic,
            int partition,
            long sentAtMs,
            @Nullable String key,
            byte @Nullable [] value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> unused =
                producer.send(
                        new ProducerRecord<>(topic, partition, sentAtMs, keyBytes, value),
                        (metadata, failed) -> failure.compareAndSet(null, failed));
    }

    void sendAll(
            Collection<? extends SpecificRecord> events, ToLongFunction<SpecificRecord> sentAtMs) {
        events.forEach(event -> send(event, sentAtMs.applyAsLong(event)));
        flush();
    }

    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("a record was not taken", failure.get());
        }
    }

    /** Bounds how fast the client of an id may write, in bytes a second; empty for no bound. */
    void throttle(String clientId, Optional<Double> bytesPerSecond)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterClientQuotas(
                            List.of(
                                    new ClientQuotaAlteration(
                                            new ClientQuotaEntity(
                                                    Map.of(ClientQuotaEntity.CLIENT_ID, clientId)),
                                            List.of(
                                                    new ClientQuotaAlteration.Op(
                                                            "producer_byte_rate",
                                                            bytesPerSecond.orElse(null))))))
                    .all()
                    .get();
        }
    }

    int partitions() {
        return partitions;
    }

    @Override
    public void close() throws IOException {
        producer.close();
        kafka.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
