package io.omnipulse.benchmarks.data;

import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Publishes a workload, or a slice of it, as producers of the event contract do. */
public final class Loader {
    private static final int TELL_EVERY = 100_000;

    private final Map<String, String> cluster;

    /**
     * @param cluster where the brokers and the registry are, by Kafka's names
     */
    public Loader(Map<String, String> cluster) {
        this.cluster = cluster;
    }

    /** What was published. */
    public record Loaded(long events, long bytes) {}

    /**
     * Makes the topics and publishes the events; returns when all are acknowledged.
     *
     * @param progress told now and then how many are on their way
     */
    public Loaded load(Workload workload, Slice slice, LongConsumer progress)
            throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(cluster)) {
            admin.create(slice.specs(), workload.partitions());
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long events = 0;
        long bytes = 0;
        try (Serializer<SpecificRecord> values =
                        AvroSerdes.serializer(new HashMap<>(cluster), false);
                Producer<byte[], byte[]> producer = producer(cluster, 20)) {
            EventSource source = new EventSource(workload);
            while (source.hasNext() && failure.get() == null) {
                Occurrence event = source.next();
                if (slice.holds(event)) {
                    ProducerRecord<byte[], byte[]> record = record(event, slice, values);
                    // The callback is told of a failure; there is nothing to wait for.
                    Future<RecordMetadata> unused =
                            producer.send(
                                    record, (sent, failed) -> failure.compareAndSet(null, failed));
                    bytes += record.value().length;
                    events++;
                    if (events % TELL_EVERY == 0) {
                        progress.accept(events);
                    }
                }
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(
                    "the events could not be published: " + failed.getMessage(), failed);
        }
        return new Loaded(events, bytes);
    }

    /** A producer that sends in large batches. */
    public static Producer<byte[], byte[]> producer(Map<String, String> cluster, int lingerMs) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.getOrDefault("bootstrap.servers", ""));
        settings.put("linger.ms", lingerMs);
        settings.put("batch.size", 256 * 1024);
        settings.put("buffer.memory", 128L * 1024 * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The record by which the event is published: key and home as the contract prescribes. */
    public static ProducerRecord<byte[], byte[]> record(
            Occurrence event, Slice slice, Serializer<SpecificRecord> values) {
        String topic = EventRecords.topicOf(event);
        SpecificRecord record = EventRecords.of(event);
        return new ProducerRecord<>(
                slice.named(topic),
                null,
                event.sentMs(),
                event.subjectId().getBytes(StandardCharsets.UTF_8),
                values.serialize(slice.named(topic), record));
    }
}
