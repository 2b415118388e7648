package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdesTest {
    private static final byte[] ANY = {0, 0, 0, 0, 1, 0};

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(new SerializationException("Unknown magic byte!"), Reason.BAD_MAGIC),
                Arguments.of(
                        new SerializationException(
                                "Error retrieving Avro schema for id 1",
                                new RestClientException("Schema 1 not found", 40403)),
                        Reason.UNKNOWN_SCHEMA),
                Arguments.of(
                        new SerializationException(
                                "Error deserializing Avro message for id 1", new EOFException()),
                        Reason.UNDECODABLE),
                Arguments.of(
                        new SerializationException(
                                "Error", new InvalidNumberEncodingException("Invalid int")),
                        Reason.UNDECODABLE),
                Arguments.of(
                        new SerializationException(
                                "Error", new AvroRuntimeException("Malformed data")),
                        Reason.UNDECODABLE),
                Arguments.of(new IndexOutOfBoundsException("7"), Reason.UNDECODABLE),
                Arguments.of(new SerializationException("Error"), Reason.UNDECODABLE));
    }

    static Stream<RuntimeException> unavailable() {
        return Stream.of(
                new SerializationException("Error", new RestClientException("Store", 50001)),
                new SerializationException("Error", new RestClientException("Unauthorized", 401)),
                new SerializationException(
                        "Error", new RestClientException("HTTP 404 Not Found", 404)),
                new SerializationException("Error", new ConnectException("Connection refused")),
                new SerializationException("Error", new IOException("broken pipe")),
                new TimeoutException("Timeout"),
                new DisconnectException("Bad gateway"),
                new InvalidConfigurationException("Unauthorized"));
    }

    @Test
    void ours_is_the_default() {
        Serde<SpecificRecord> serde = AvroSerdes.serde(config(Map.of()), false);

        byte[] bytes = serde.serializer().serialize(Topics.POS_SALES, Samples.sale());

        assertThat(serde.deserializer().deserialize(Topics.POS_SALES, bytes))
                .isEqualTo(Samples.sale());
        assertThat(serde.serializer()).isInstanceOf(ConfluentAvroSerializer.class);
        assertThat(serde.deserializer()).isInstanceOf(ConfluentAvroDeserializer.class);
    }

    @Test
    void another_class_takes_its_place_by_name() {
        Map<String, Object> config =
                config(
                        Map.of(
                                "value.serializer",
                                Foreign.Writer.class.getName(),
                                "value.deserializer",
                                Foreign.class));

        Serde<SpecificRecord> serde = AvroSerdes.serde(config, false);

        assertThat(serde.serializer().serialize(Topics.POS_SALES, Samples.sale())).isEqualTo(ANY);
        assertThat(serde.deserializer().deserialize(Topics.POS_SALES, ANY))
                .isEqualTo(Samples.sale());
    }

    @Test
    void another_deserializer_is_told_to_make_generated_records() {
        Map<String, Object> config = config(Map.of("value.deserializer", Foreign.class.getName()));

        Deserializer<SpecificRecord> deserializer = AvroSerdes.deserializer(config, false);

        assertThat(deserializer.deserialize(Topics.POS_SALES, ANY))
                .isNotNull(); // it fails unless it was told
    }

    @Test
    void keys_have_settings_of_their_own() {
        Map<String, Object> config = config(Map.of("value.serializer", "no.such.Class"));

        assertThat(AvroSerdes.serializer(config, true)).isInstanceOf(ConfluentAvroSerializer.class);
    }

    @Test
    void a_class_that_is_not_there_is_named() {
        assertThatThrownBy(
                        () ->
                                AvroSerdes.serializer(
                                        config(Map.of("value.serializer", "no.such.Class")), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no.such.Class")
                .hasMessageContaining("class path");
    }

    @Test
    void a_class_that_is_no_deserializer_is_named() {
        assertThatThrownBy(
                        () ->
                                AvroSerdes.deserializer(
                                        config(Map.of("value.deserializer", "java.lang.String")),
                                        false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void our_deserializer_makes_generated_records_only() {
        assertThatThrownBy(
                        () ->
                                AvroSerdes.deserializer(
                                        config(Map.of("specific.avro.reader", "false")), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("specific.avro.reader");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_record_has_the_same_reason_whoever_reads_it(
            RuntimeException failure, Reason reason) {
        Deserializer<SpecificRecord> deserializer = new ForeignDeserializer(new Failing(failure));

        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> deserializer.deserialize(Topics.POS_SALES, ANY))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @MethodSource("unavailable")
    void a_registry_that_does_not_answer_is_no_fault_of_the_record(RuntimeException failure) {
        Deserializer<SpecificRecord> deserializer = new ForeignDeserializer(new Failing(failure));

        assertThatThrownBy(() -> deserializer.deserialize(Topics.POS_SALES, ANY))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void another_deserializer_does_not_see_records_without_a_value() {
        Deserializer<SpecificRecord> deserializer =
                new ForeignDeserializer(new Failing(new IllegalStateException("called")));

        assertThat(deserializer.deserialize(Topics.KPI_VALUES, null)).isNull();
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> deserializer.deserialize(Topics.POS_SALES, null))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NULL_VALUE));
    }

    @Test
    void what_another_deserializer_makes_must_be_what_the_topic_carries() {
        Deserializer<SpecificRecord> text = new ForeignDeserializer(new StringDeserializer());
        Deserializer<SpecificRecord> sale =
                AvroSerdes.deserializer(config(Map.of("value.deserializer", Foreign.class)), false);

        assertThatThrownBy(() -> text.deserialize(Topics.POS_SALES, ANY))
                .isInstanceOf(UndecodableException.class);
        assertThatThrownBy(() -> sale.deserialize(Topics.WEB_EVENTS, ANY))
                .isInstanceOf(UndecodableException.class);
    }

    private static Map<String, Object> config(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put("schema.registry.url", "mock://serdes");
        return config;
    }

    /** Named and worded as Confluent's. */
    private static final class RestClientException extends Exception {
        private static final long serialVersionUID = 1L;

        RestClientException(String message, int code) {
            super(message + "; error code: " + code);
        }
    }

    private record Failing(RuntimeException failure) implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] data) {
            throw failure;
        }
    }

    /** A serde as a user may bring it. */
    public static final class Foreign implements Deserializer<Object> {
        private boolean specific;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            specific = Boolean.TRUE.equals(configs.get("specific.avro.reader"));
        }

        @Override
        public Object deserialize(String topic, byte @Nullable [] data) {
            return specific ? Samples.sale() : "generic";
        }

        /** Writes the same bytes whatever it gets. */
        public static final class Writer implements Serializer<Object> {
            @Override
            public byte[] serialize(String topic, Object data) {
                return ANY.clone();
            }
        }
    }
}
