package io.omnipulse.engine.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The promotion that counts: the last one in the topic {@code kpi-promotions}. */
public final class Promotions {
    static final TopicPartition PARTITION = new TopicPartition(Topics.KPI_PROMOTIONS, 0);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] KEY = "writer".getBytes(StandardCharsets.UTF_8);

    private final Map<String, String> kafka;

    /**
     * @param kafka settings of Kafka's clients, by Kafka's names
     */
    public Promotions(Map<String, String> kafka) {
        this.kafka = kafka;
    }

    /** What was last said; empty where nothing was ever promoted. */
    public Optional<Promotion> read() throws InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
            if (!admin.listTopics().names().get().contains(Topics.KPI_PROMOTIONS)) {
                return Optional.empty();
            }
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the brokers do not say which topics there are: " + failed.getMessage(),
                    failed);
        }
        AtomicReference<@Nullable Promotion> last = new AtomicReference<>();
        try (TopicScan scan = new TopicScan(kafka)) {
            scan.read(List.of(PARTITION), record -> last.set(of(record).orElse(null)));
        }
        return Optional.ofNullable(last.get());
    }

    /** Makes the topic where it is missing. */
    public void createTopic() throws ExecutionException, InterruptedException {
        try (TopicAdmin topics = new TopicAdmin(kafka)) {
            topics.create(List.of(Topics.promotions()), 1);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed; // another process may have been first
            }
        }
    }

    /** Says from here on this; without a promotion, that there is none. */
    public void write(Optional<Promotion> promotion) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record(promotion)).get();
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "topic "
                            + Topics.KPI_PROMOTIONS
                            + " could not be written: "
                            + failed.getMessage(),
                    failed);
        }
    }

    /** What a record of the topic says; empty where a promotion is forgotten. */
    static Optional<Promotion> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.of(JSON.readValue(record.value(), Promotion.class));
        } catch (IOException broken) {
            throw new EngineException(
                    "topic "
                            + Topics.KPI_PROMOTIONS
                            + " holds at offset "
                            + record.offset()
                            + " what is no promotion; only backfill promote may write there",
                    broken);
        }
    }

    /** The record that says so; without a promotion, the one that forgets it. */
    public static ProducerRecord<byte[], byte[]> record(Optional<Promotion> promotion) {
        try {
            byte[] value = promotion.isPresent() ? JSON.writeValueAsBytes(promotion.get()) : null;
            return new ProducerRecord<>(Topics.KPI_PROMOTIONS, 0, KEY, value);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a promotion could not be written as JSON", broken);
        }
    }
}
