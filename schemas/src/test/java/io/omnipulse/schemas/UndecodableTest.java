package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which the bytes of one record can be at fault has its reason. */
class UndecodableTest {
    private final Serde serde = Serde.on("mock://undecodable");
    private final byte[] good = serde.write(Topics.IDENTITY_LINKS, Samples.identityLink());

    static Stream<byte[]> badMagic() {
        return Stream.of(
                new byte[0],
                new byte[] {1, 0, 0, 0, 1, 0},
                "{\"event_id\":\"e-1\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void no_value() {
        assertThat(reasonOf(Topics.WEB_EVENTS, null)).isEqualTo(Reason.NULL_VALUE);
    }

    @ParameterizedTest
    @MethodSource("badMagic")
    void another_first_byte(byte[] value) {
        assertThat(reasonOf(Topics.WEB_EVENTS, value)).isEqualTo(Reason.BAD_MAGIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {999_999, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void an_id_that_the_registry_does_not_know(int id) {
        assertThat(reasonOf(Topics.WEB_EVENTS, Serde.framed(id, (byte) 0)))
                .isEqualTo(Reason.UNKNOWN_SCHEMA);
    }

    @Test
    void an_id_cut_short() {
        assertThat(reasonOf(Topics.WEB_EVENTS, new byte[] {0, 0, 0})).isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void an_event_of_another_topic() {
        assertThat(reasonOf(Topics.WEB_EVENTS, good)).isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void a_record_that_is_none_of_ours() {
        Schema other =
                SchemaBuilder.record("com.example.WebEvent")
                        .fields()
                        .requiredString("event_id")
                        .endRecord();
        int id = serde.register("other-value", other);

        assertThat(reasonOf(Topics.WEB_EVENTS, Serde.framed(id, (byte) 0)))
                .isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void a_schema_that_is_no_record() {
        int id = serde.register("text-value", Schema.create(Schema.Type.STRING));

        assertThat(reasonOf(Topics.WEB_EVENTS, Serde.framed(id, (byte) 0)))
                .isEqualTo(Reason.UNDECODABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no schema",
                "{'type':'record','name':'A','fields':[{'name':'a','type':'A'}]}"
            })
    void a_schema_that_cannot_be_used(String schema) throws Exception {
        String answer = RegistryHttp.request(schema.replace('\'', '"'));
        try (StubRegistry stub = StubRegistry.answering(200, answer)) {
            Serde other = Serde.on(stub.url());

            assertThatExceptionOfType(UndecodableException.class)
                    .isThrownBy(() -> other.read(Topics.WEB_EVENTS, Serde.framed(1, (byte) 0)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNDECODABLE));
        }
    }

    @Test
    void bytes_after_the_end() {
        assertThat(reasonOf(Topics.IDENTITY_LINKS, Arrays.copyOf(good, good.length + 1)))
                .isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void bytes_missing_at_the_end() {
        assertThat(reasonOf(Topics.IDENTITY_LINKS, Arrays.copyOf(good, good.length - 1)))
                .isEqualTo(Reason.UNDECODABLE);
    }

    @Test
    void the_reasons_have_the_codes_of_the_contract() {
        assertThat(Reason.values())
                .extracting(Reason::code)
                .containsExactly("null-value", "bad-magic", "unknown-schema", "undecodable");
    }

    private Reason reasonOf(String topic, byte @Nullable [] value) {
        return assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> serde.read(topic, value))
                .actual()
                .reason();
    }
}
