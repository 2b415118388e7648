package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.IdentityLink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ConfluentAvroSerializerTest {
    private static final String SUBJECT = "identity-links-value";
    private static final Schema OWN = RecordSchemas.published(IdentityLink.class);
    private static final String VISITOR = "{\"name\":\"visitor_id\",\"type\":\"string\"}";
    private static final String LAST = "{\"name\":\"customer_id\",\"type\":\"string\"}";

    @Test
    void a_schema_is_registered_under_the_topics_name() {
        ConfluentAvroSerializer serializer = serializer("mock://registers", Map.of());

        serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink());

        assertThat(registry("mock://registers").lookup(SUBJECT, OWN)).isPresent();
    }

    @Test
    void a_key_has_a_subject_of_its_own() {
        ConfluentAvroSerializer serializer = new ConfluentAvroSerializer();
        serializer.configure(Map.of("schema.registry.url", "mock://keys"), true);

        serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink());

        assertThat(registry("mock://keys").latest("identity-links-key")).isPresent();
        assertThat(registry("mock://keys").latest(SUBJECT)).isEmpty();
    }

    @Test
    void the_registry_is_asked_once() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(200, "{\"id\":7}")) {
            ConfluentAvroSerializer serializer = serializer(stub.url(), Map.of());

            for (int i = 0; i < 10; i++) {
                serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink());
            }

            assertThat(stub.requests())
                    .containsExactly("POST /subjects/identity-links-value/versions");
        }
    }

    @Test
    void a_registry_that_is_down_is_no_fault_of_the_record() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(503, "")) {
            ConfluentAvroSerializer serializer = serializer(stub.url(), Map.of());

            assertThatThrownBy(
                            () ->
                                    serializer.serialize(
                                            Topics.IDENTITY_LINKS, Samples.identityLink()))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void an_incompatible_schema_is_refused() {
        registry("mock://incompatible").register(SUBJECT, Schema.create(Schema.Type.STRING));
        ConfluentAvroSerializer serializer = serializer("mock://incompatible", Map.of());

        assertThatThrownBy(
                        () -> serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink()))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(409));
    }

    @Test
    void without_registering_the_schema_must_be_there() {
        ConfluentAvroSerializer serializer =
                serializer("mock://absent", Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(
                        () -> serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink()))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("auto.register.schemas");
        assertThat(registry("mock://absent").latest(SUBJECT)).isEmpty();
    }

    @Test
    void without_registering_the_schema_that_is_there_is_used() {
        int id = registry("mock://present").register(SUBJECT, OWN);
        ConfluentAvroSerializer serializer =
                serializer("mock://present", Map.of("auto.register.schemas", false));

        byte[] bytes = write(serializer);

        assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    }

    @Test
    void the_latest_schema_is_written_field_by_field() throws Exception {
        Schema newer =
                Serde.edited(
                        Topics.IDENTITY_LINKS,
                        VISITOR,
                        "{\"name\":\"proof\",\"type\":\"string\",\"default\":\"login\"},"
                                + "{\"name\":\"seal\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Seal\",\"fields\":[]}],\"default\":null},"
                                + VISITOR);
        RegistryClient registry = registry("mock://latest");
        registry.register(SUBJECT, OWN);
        int id = registry.register(SUBJECT, newer);
        ConfluentAvroSerializer serializer = serializer("mock://latest", latest());

        byte[] bytes = write(serializer);

        assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
        GenericRecord read =
                new GenericDatumReader<GenericRecord>(newer)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("proof")).hasToString("login");
        assertThat(read.get("seal")).isNull();
        assertThat(read.get("visitor_id")).hasToString("v-1");
        assertThat(read.get("customer_id")).hasToString("c-1");
    }

    @Test
    void a_latest_schema_with_other_symbols_is_written_symbol_by_symbol() {
        Schema newer =
                Serde.edited(
                        Topics.SUPPORT_CONTACTS,
                        "\"UNKNOWN\",\"OPENED\"",
                        "\"UNKNOWN\",\"NEW\",\"OPENED\"");
        registry("mock://symbols").register("support-contacts-value", newer);
        ConfluentAvroSerializer serializer = serializer("mock://symbols", latest());

        byte[] bytes =
                Objects.requireNonNull(
                        serializer.serialize(Topics.SUPPORT_CONTACTS, Samples.supportContact()));

        assertThat(Serde.on("mock://symbols").read(Topics.SUPPORT_CONTACTS, bytes))
                .isEqualTo(Samples.supportContact());
    }

    @Test
    void a_latest_schema_that_cannot_hold_the_record_is_refused() {
        Schema demanding =
                Serde.edited(
                        Topics.IDENTITY_LINKS,
                        LAST,
                        LAST + ",{\"name\":\"proof\",\"type\":\"string\"}");
        registry("mock://demanding").register(SUBJECT, demanding);
        ConfluentAvroSerializer serializer = serializer("mock://demanding", latest());

        assertThatThrownBy(
                        () -> serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot hold");
    }

    @Test
    void a_part_of_a_record_is_no_record_of_its_own() {
        ConfluentAvroSerializer serializer = serializer("mock://parts", Map.of());

        assertThatThrownBy(
                        () ->
                                serializer.serialize(
                                        Topics.POS_SALES, Samples.sale().getLines().get(0)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("SaleLine");
    }

    @Test
    void another_naming_of_subjects_is_refused() {
        Map<String, Object> config =
                Map.of(
                        "schema.registry.url",
                        "mock://strategy",
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.RecordNameStrategy");

        assertThatThrownBy(() -> new ConfluentAvroSerializer().configure(config, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("value.subject.name.strategy");
    }

    @Test
    void a_serializer_that_was_not_configured_says_so() {
        assertThatThrownBy(() -> new ConfluentAvroSerializer().serialize("t", Samples.sale()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] write(ConfluentAvroSerializer serializer) {
        return Objects.requireNonNull(
                serializer.serialize(Topics.IDENTITY_LINKS, Samples.identityLink()));
    }

    private static Map<String, Object> latest() {
        return Map.of("auto.register.schemas", false, "use.latest.version", true);
    }

    private static RegistryClient registry(String url) {
        return RegistryClient.of(Map.of("schema.registry.url", url));
    }

    private static ConfluentAvroSerializer serializer(String url, Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put("schema.registry.url", url);
        config.put("max.retries", 0);
        ConfluentAvroSerializer serializer = new ConfluentAvroSerializer();
        serializer.configure(config, false);
        return serializer;
    }
}
