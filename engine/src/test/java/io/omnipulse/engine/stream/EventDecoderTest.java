package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.events.WebEvent;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.Topics;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes to records, and what is wrong with bytes that are none. */
class EventDecoderTest {
    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://decoder");

    private final EventDecoder decoder = new EventDecoder(AvroSerdes.deserializer(REGISTRY, false));

    @Test
    void a_record_in_the_wire_format_is_read() throws RejectedException {
        // Given
        WebEvent event = Samples.web().build();
        // When
        SpecificRecord read = decoder.decode(envelope(bytes(Topics.WEB_EVENTS, event)));
        // Then
        assertThat(read).isEqualTo(event);
    }

    @Test
    void no_value_is_no_event() {
        rejects(Reason.NULL_VALUE, null);
    }

    @ParameterizedTest(name = "first byte {0}")
    @ValueSource(bytes = {1, -1, 123})
    void another_first_byte_is_bad_magic(byte first) {
        // Given
        byte[] bytes = bytes(Topics.WEB_EVENTS, Samples.web().build());
        // When
        bytes[0] = first;
        // Then
        rejects(Reason.BAD_MAGIC, bytes);
    }

    @Test
    void nothing_at_all_is_bad_magic() {
        rejects(Reason.BAD_MAGIC, new byte[0]);
    }

    @Test
    void an_id_that_the_registry_does_not_know_is_an_unknown_schema() {
        // Given
        byte[] bytes = bytes(Topics.WEB_EVENTS, Samples.web().build());
        // When
        bytes[1] = 0x7f;
        // Then
        rejects(Reason.UNKNOWN_SCHEMA, bytes);
    }

    @Test
    void a_record_cut_short_is_undecodable() {
        // Given
        byte[] bytes = bytes(Topics.WEB_EVENTS, Samples.web().build());
        // When
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
        // Then
        rejects(Reason.UNDECODABLE, cut);
    }

    @Test
    void a_record_of_another_topic_is_undecodable() {
        rejects(Reason.UNDECODABLE, bytes(Topics.POS_SALES, Samples.sale().build()));
    }

    private static byte[] bytes(String topic, SpecificRecord record) {
        return AvroSerdes.serializer(REGISTRY, false).serialize(topic, record);
    }

    private static Envelope envelope(byte @Nullable [] value) {
        return new Envelope(
                Topics.WEB_EVENTS,
                0,
                0,
                Samples.NOON.toEpochMilli(),
                null,
                value,
                new RecordHeaders());
    }

    private void rejects(Reason reason, byte @Nullable [] value) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> decoder.decode(envelope(value)))
                .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
