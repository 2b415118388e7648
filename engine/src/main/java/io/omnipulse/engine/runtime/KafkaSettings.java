package io.omnipulse.engine.runtime;

import io.omnipulse.engine.stream.ChunkedReading;
import io.omnipulse.engine.stream.CommitPace;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Kafka Streams, each with its reason. What the user sets through {@code kafka.*}
 * wins.
 */
public final class KafkaSettings {
    static final int LARGEST_STATE = 8 * 1024 * 1024;

    /** Of each partition, so it is not more: all of a consumer's partitions may wait at once. */
    private static final int RESTORED_AT_ONCE = 2 * 1024 * 1024;

    private static final int SEGMENT = 32 * 1024 * 1024;

    private KafkaSettings() {}

    static Properties of(EngineSettings engine, int replication) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, engine.stream().applicationId());
        // Every event counts once, whatever is killed.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The processors ask for a commit where somebody waits for one.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CommitPace.SELDOM.toMillis());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, engine.threads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, engine.stateDir().toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        // The processors keep what they need on the heap.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // A task of the journeys reads several topics. In a backlog it takes them in the order of
        // their timestamps, so that few events come late; nothing is waited for that the broker
        // does not have.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        // A first start reads what the topics already hold.
        settings.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        // So many chunks of records wait for their turn, not so many records.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 32);
        // State comes back in large portions: each is one write of the store.
        settings.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                20_000);
        settings.put(
                StreamsConfig.restoreConsumerPrefix(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                RESTORED_AT_ONCE);
        // A killed instance's tasks move on after this, and its open transaction ends after that.
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                1_500);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // A journey at its cap, with the longest names, is larger than a record may be by default.
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                LARGEST_STATE);
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_STATE);
        // Brokers compact whole segments only: in those of a gigabyte, their default, a changelog
        // keeps every version of a journey.
        settings.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), SEGMENT);
        Map<String, Object> users = clients(engine.kafka());
        users.keySet().forEach(key -> withdraw(settings, key));
        settings.putAll(users);
        engine.maxRate().ifPresent(perSecond -> limit(settings, engine, perSecond));
        settings.put(
                StreamsConfig.mainConsumerPrefix(ChunkedReading.SOURCES),
                new ChunkedReading.Sources(engine.stream().sources().keySet()));
        intercept(settings, ChunkedReading.class);
        return settings;
    }

    /** A smaller poll that the user has set stays. */
    private static void limit(Properties settings, EngineSettings engine, int perSecond) {
        settings.put(
                StreamsConfig.mainConsumerPrefix(PacedReading.LIMIT),
                new PacedReading.Limit(new Pace(perSecond), engine.stream().sources().keySet()));
        intercept(settings, PacedReading.class);
        int ofAPoll =
                Integer.parseInt(
                        String.valueOf(
                                ofConsumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG)));
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                Math.min(ofAPoll, PacedReading.Limit.recordsOfAPoll(perSecond, engine.threads())));
    }

    /** After the interceptors that are there already, the user's own above all. */
    private static void intercept(
            Properties settings, Class<? extends ConsumerInterceptor<?, ?>> by) {
        Object before = ofConsumer(settings, ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        String others = before == null ? "" : before.toString();
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                (others.isBlank() ? "" : others + ",") + by.getName());
    }

    /** A setting of the consumers that read the topics, wherever it was set; null if nowhere. */
    private static @Nullable Object ofConsumer(Properties settings, String key) {
        return new StreamsConfig(settings).getMainConsumerConfigs("group", "client", 0).get(key);
    }

    /**
     * For Kafka Streams a name with a prefix wins over the plain one, whoever has set it: what the
     * user sets plainly would be passed over.
     */
    private static void withdraw(Properties settings, String key) {
        if (key.startsWith(StreamsConfig.CONSUMER_PREFIX)) {
            String plain = key.substring(StreamsConfig.CONSUMER_PREFIX.length());
            settings.remove(StreamsConfig.mainConsumerPrefix(plain));
            settings.remove(StreamsConfig.restoreConsumerPrefix(plain));
        }
        settings.remove(StreamsConfig.mainConsumerPrefix(key));
        settings.remove(StreamsConfig.restoreConsumerPrefix(key));
        settings.remove(StreamsConfig.consumerPrefix(key));
        settings.remove(StreamsConfig.producerPrefix(key));
    }

    /**
     * Settings for clients without Kafka Streams: only what the user set, without the registry's.
     */
    public static Map<String, Object> clients(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet()
                .removeIf(
                        key ->
                                key.startsWith("schema.registry.")
                                        || key.startsWith("basic.auth.")
                                        || key.startsWith("bearer.auth.")
                                        || key.equals("auto.register.schemas")
                                        || key.equals("use.latest.version")
                                        || key.equals("specific.avro.reader")
                                        || key.equals("value.serializer")
                                        || key.equals("value.deserializer"));
        return settings;
    }

    /** Settings of an admin client that says soon when nobody answers. */
    public static Map<String, Object> admin(Map<String, String> kafka) {
        Map<String, Object> settings = clients(kafka);
        settings.putIfAbsent("request.timeout.ms", "5000");
        settings.putIfAbsent("default.api.timeout.ms", "10000");
        return settings;
    }
}
