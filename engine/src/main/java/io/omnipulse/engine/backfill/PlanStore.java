package io.omnipulse.engine.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps the plan of a backfill on the cluster, so that every process that takes part, and every
 * later start, has the same. The first one written counts.
 */
public final class PlanStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> kafka;
    private final String topic;

    /**
     * @param applicationId the twin's
     */
    public PlanStore(Map<String, String> kafka, String applicationId) {
        this.kafka = kafka;
        this.topic = topicOf(applicationId);
    }

    static String topicOf(String applicationId) {
        return applicationId + "-backfill";
    }

    /**
     * Whether the application is a twin: whether there is a plan, or was one begun to be written.
     */
    public boolean isTwin() throws InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
            return admin.listTopics().names().get().contains(topic);
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the brokers do not say which topics there are: " + failed.getMessage(),
                    failed);
        }
    }

    /** The plan that counts, if there is one. */
    public Optional<BackfillPlan> read() throws InterruptedException {
        if (!isTwin()) {
            return Optional.empty();
        }
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("enable.auto.commit", "false");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(JSON.readValue(record.value(), BackfillPlan.class));
                }
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new EngineException(
                    "topic "
                            + topic
                            + " holds no plan of a backfill; remove the twin with backfill clean",
                    broken);
        }
    }

    /**
     * Writes a plan, unless another process was first.
     *
     * @return the plan that counts
     */
    public BackfillPlan write(BackfillPlan plan) throws InterruptedException {
        create();
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    0,
                                    "plan".getBytes(StandardCharsets.UTF_8),
                                    JSON.writeValueAsBytes(plan)))
                    .get();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a plan could not be written as JSON", broken);
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the plan could not be written to " + topic + ": " + failed.getMessage(),
                    failed);
        }
        return read().orElse(plan);
    }

    private void create() throws InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
            short replicas = (short) Math.min(3, admin.describeCluster().nodes().get().size());
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, Optional.of(1), Optional.of(replicas))
                                            .configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new EngineException(
                        "topic " + topic + " could not be created: " + failed.getMessage(), failed);
            }
        }
    }
}
