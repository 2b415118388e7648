package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in transactions, and how far a promotion has come. Of two that promote the same
 * version, the one that began first is shut out by the brokers.
 */
final class RowWriter implements AutoCloseable {
    private static final int BATCH = 2_000;

    /** All present rows are one transaction. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private boolean open;
    private int inBatch;

    RowWriter(Map<String, String> kafka, String applicationId) {
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("transactional.id", applicationId + "-promote");
        settings.put("transaction.timeout.ms", (int) LONGEST.toMillis());
        settings.put("acks", "all");
        settings.put("linger.ms", 5);
        settings.put("batch.size", 128 * 1024);
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /**
     * @param value null for a tombstone
     */
    void put(String topic, int partition, String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** The same of a record with any key, and headers. */
    void put(
            String topic,
            int partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        send(new ProducerRecord<>(topic, partition, key, value, headers));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        // What fails is told by the commit.
        Future<RecordMetadata> unused = producer.send(record);
        inBatch++;
    }

    /** Commits if much is open, for what need not be seen at once. */
    void commitNowAndThen() {
        if (inBatch >= BATCH) {
            commit();
        }
    }

    void commit() {
        if (!open) {
            return;
        }
        try {
            producer.commitTransaction();
            open = false;
            inBatch = 0;
        } catch (ProducerFencedException other) {
            throw new EngineException(
                    "another backfill promote of the same version has begun; this one has stopped",
                    other);
        } catch (KafkaException failed) {
            throw new EngineException(
                    "rows could not be written: " + failed.getMessage() + ". Start it again.",
                    failed);
        }
    }

    /** Commits what is open, and in the same transaction how far the promotion is. */
    void commit(Optional<Promotion> promotion) {
        send(Promotions.record(promotion));
        commit();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10)); // what is still open is aborted
    }
}
