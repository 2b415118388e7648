package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.stream.ChunkedReading;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka's clients are told, as Kafka Streams hands it to them. */
class KafkaSettingsTest {
    @Test
    void the_engine_has_settings_of_its_own() {
        Map<String, Object> consumer = consumer(Map.of());

        assertThat(consumer).containsEntry("max.poll.records", 2_000);
        assertThat(consumer).containsEntry("session.timeout.ms", 6_000);
        assertThat(consumer).containsEntry("interceptor.classes", ChunkedReading.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max.poll.records",
                "consumer.max.poll.records",
                "main.consumer.max.poll.records"
            })
    void what_the_user_sets_wins_with_a_prefix_and_without(String key) {
        assertThat(consumer(Map.of(key, "20"))).containsEntry("max.poll.records", "20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max.poll.records",
                "consumer.max.poll.records",
                "restore.consumer.max.poll.records"
            })
    void it_wins_for_the_consumers_that_restore_too(String key) {
        Map<String, Object> restoring =
                new StreamsConfig(settings(engine(Map.of(key, "20"))))
                        .getRestoreConsumerConfigs("client");

        assertThat(restoring).containsEntry("max.poll.records", "20");
    }

    @Test
    void what_the_user_sets_for_producers_wins_too() {
        Map<String, Object> producer =
                new StreamsConfig(settings(engine(Map.of("linger.ms", "50"))))
                        .getProducerConfigs("client");

        assertThat(producer).containsEntry("linger.ms", "50");
        assertThat(producer).containsEntry("batch.size", 128 * 1024);
        assertThat(producer).containsEntry("compression.type", "lz4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compression.type", "producer.compression.type"})
    void what_is_written_is_compressed_as_the_user_says(String key) {
        Map<String, Object> producer =
                new StreamsConfig(settings(engine(Map.of(key, "none"))))
                        .getProducerConfigs("client");

        assertThat(producer).containsEntry("compression.type", "none");
    }

    @Test
    void changelogs_have_segments_that_brokers_compact_unless_the_user_says_otherwise() {
        String key = "topic.segment.bytes";

        assertThat(settings(engine(Map.of()))).containsEntry(key, 32 * 1024 * 1024);
        assertThat(settings(engine(Map.of(key, "1048576")))).containsEntry(key, "1048576");
    }

    @Test
    void a_bound_on_the_rate_leaves_the_users_interceptors_and_smaller_polls() {
        EngineSettings bound =
                engine(
                                Map.of(
                                        "interceptor.classes",
                                        "com.example.Watching",
                                        "max.poll.records",
                                        "30"))
                        .readingAtMost(OptionalInt.of(10_000));

        Map<String, Object> consumer =
                new StreamsConfig(settings(bound)).getMainConsumerConfigs("group", "client", 0);

        assertThat(consumer)
                .containsEntry(
                        "interceptor.classes",
                        "com.example.Watching,"
                                + PacedReading.class.getName()
                                + ","
                                + ChunkedReading.class.getName());
        assertThat(consumer).containsEntry("max.poll.records", 30);
        assertThat(consumer).containsKey(PacedReading.LIMIT);
    }

    @Test
    void with_a_low_bound_polls_are_small_and_threads_few() {
        EngineSettings bound = engine(Map.of()).readingAtMost(OptionalInt.of(2));

        assertThat(bound.threads()).isEqualTo(2);
        assertThat(new StreamsConfig(settings(bound)).getMainConsumerConfigs("group", "client", 0))
                .containsEntry("max.poll.records", 1);
        assertThat(
                        new StreamsConfig(settings(bound))
                                .getRestoreConsumerConfigs("client")
                                .get("interceptor.classes"))
                .as("state is restored as fast as it can be")
                .isNull();
    }

    private static Map<String, Object> consumer(Map<String, String> users) {
        return new StreamsConfig(settings(engine(users)))
                .getMainConsumerConfigs("group", "client", 0);
    }

    private static Map<Object, Object> settings(EngineSettings engine) {
        return KafkaSettings.of(engine, 1);
    }

    private static EngineSettings engine(Map<String, String> users) {
        Map<String, String> kafka = new HashMap<>(users);
        kafka.put("bootstrap.servers", "localhost:1");
        return new EngineSettings(
                new StreamSettings(
                        "omnipulse-v1",
                        1,
                        new TreeMap<>(Map.of(Topics.WEB_EVENTS, 3)),
                        4,
                        8,
                        List.of(Window.M5),
                        Duration.ofDays(2),
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        OptionalLong.empty(),
                        false,
                        Duration.ofMillis(500),
                        Optional.empty(),
                        Outputs.PUBLISHED),
                CatalogReader.shipped(),
                kafka,
                Path.of("state"),
                4);
    }
}
