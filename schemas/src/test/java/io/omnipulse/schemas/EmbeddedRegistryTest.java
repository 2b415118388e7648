package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.schemas.RegistryHttp.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Confluent's REST API as its documentation describes it. */
class EmbeddedRegistryTest {
    private static final String ONE = schema("");
    private static final String WITH_OPTIONAL =
            schema(",{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}");
    private static final String WITH_REQUIRED = schema(",{\"name\":\"b\",\"type\":\"string\"}");

    private final EmbeddedRegistry registry;
    private final RegistryHttp http;

    EmbeddedRegistryTest() throws IOException {
        registry = EmbeddedRegistry.start(0);
        http = new RegistryHttp(registry.url());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static Stream<Arguments> compatibility() {
        return Stream.of(
                Arguments.of("BACKWARD", WITH_REQUIRED, 409),
                Arguments.of("BACKWARD", WITH_OPTIONAL, 200),
                Arguments.of("BACKWARD_TRANSITIVE", WITH_REQUIRED, 409),
                Arguments.of("FORWARD", WITH_REQUIRED, 200),
                Arguments.of("FORWARD_TRANSITIVE", WITH_REQUIRED, 200),
                Arguments.of("FULL", WITH_REQUIRED, 409),
                Arguments.of("FULL_TRANSITIVE", WITH_OPTIONAL, 200),
                Arguments.of("NONE", "\"string\"", 200));
    }

    @Test
    void the_root_answers() throws Exception {
        assertThat(http.get("/")).isEqualTo(new Reply(200, RegistryHttp.json("{}")));
    }

    @Test
    void a_new_registry_has_no_subjects() throws Exception {
        assertThat(http.get("/subjects")).isEqualTo(new Reply(200, RegistryHttp.json("[]")));
    }

    @Test
    void it_listens_on_the_loopback_interface_only() {
        assertThat(URI.create(registry.url()).getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void registering_gives_an_id() throws Exception {
        assertThat(http.register("s-value", ONE))
                .isEqualTo(new Reply(200, RegistryHttp.json("{\"id\":1}")));
    }

    @Test
    void registering_again_gives_the_same_id_and_version() throws Exception {
        http.register("s-value", ONE);

        Reply again = http.register("s-value", ONE.replace(",", " ,\n "));

        assertThat(again.body().get("id").asInt()).isEqualTo(1);
        assertThat(http.get("/subjects/s-value/versions").body())
                .isEqualTo(RegistryHttp.json("[1]"));
    }

    @Test
    void the_same_schema_has_the_same_id_in_every_subject() throws Exception {
        http.register("s-value", ONE);
        http.register("s-value", WITH_OPTIONAL);

        Reply other = http.register("t-value", WITH_OPTIONAL);

        assertThat(other.body().get("id").asInt()).isEqualTo(2);
        assertThat(http.get("/schemas/ids/2/versions").body())
                .isEqualTo(
                        RegistryHttp.json(
                                "[{\"subject\":\"s-value\",\"version\":2},{\"subject\":\"t-value\",\"version\":1}]"));
        assertThat(http.get("/schemas/ids/2/subjects").body())
                .isEqualTo(RegistryHttp.json("[\"s-value\",\"t-value\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "latest", "-1"})
    void a_version_is_described(String version) throws Exception {
        http.register("s-value", ONE);

        Reply reply = http.get("/subjects/s-value/versions/" + version);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("subject").asText()).isEqualTo("s-value");
        assertThat(reply.body().get("version").asInt()).isEqualTo(1);
        assertThat(reply.body().get("id").asInt()).isEqualTo(1);
        assertThat(reply.body().get("schema").asText()).isEqualTo(RegistryHttp.canonical(ONE));
    }

    @Test
    void a_version_can_be_had_as_a_bare_schema() throws Exception {
        http.register("s-value", ONE);

        assertThat(http.get("/subjects/s-value/versions/latest/schema").body())
                .isEqualTo(RegistryHttp.json(RegistryHttp.canonical(ONE)));
        assertThat(http.get("/schemas/ids/1/schema").body())
                .isEqualTo(RegistryHttp.json(RegistryHttp.canonical(ONE)));
    }

    @Test
    void an_id_leads_to_the_schema() throws Exception {
        http.register("s-value", ONE);

        assertThat(http.get("/schemas/ids/1?fetchMaxId=false").body().get("schema").asText())
                .isEqualTo(RegistryHttp.canonical(ONE));
    }

    @Test
    void a_registered_schema_is_found() throws Exception {
        http.register("s-value", ONE);

        Reply found = http.post("/subjects/s-value?normalize=true", RegistryHttp.request(ONE));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().get("version").asInt()).isEqualTo(1);
    }

    @Test
    void a_subject_may_have_any_name() throws Exception {
        http.register("a%2Fb%20c%2Bd-value", ONE);

        assertThat(http.get("/subjects").body())
                .isEqualTo(RegistryHttp.json("[\"a/b c+d-value\"]"));
        assertThat(http.get("/subjects/a%2Fb%20c%2Bd-value/versions/1").status()).isEqualTo(200);
    }

    @Test
    void avro_is_the_only_type() throws Exception {
        assertThat(http.get("/schemas/types").body()).isEqualTo(RegistryHttp.json("[\"AVRO\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects/none/versions, 404, 40401",
        "/subjects/none/versions/latest, 404, 40401",
        "/subjects/s-value/versions/7, 404, 40402",
        "/subjects/s-value/versions/zero, 422, 42202",
        "/subjects/s-value/versions/0, 422, 42202",
        "/schemas/ids/99, 404, 40403",
        "/schemas/ids/many, 404, 40403",
        "/schemas/ids/99/versions, 404, 40403",
        "/config/s-value, 404, 40408",
        "/no/such/path, 404, 404"
    })
    void what_is_not_there_has_confluents_code(String path, int status, int code) throws Exception {
        http.register("s-value", ONE);

        Reply reply = http.get(path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.errorCode()).isEqualTo(code);
        assertThat(reply.body().get("message").asText()).isNotEmpty();
    }

    @Test
    void a_malformed_path_is_refused() throws Exception {
        assertThat(statusOf("/subjects/%ZZ/versions")).isEqualTo("400");
    }

    @Test
    void a_schema_that_is_not_registered_is_not_found() throws Exception {
        http.register("s-value", ONE);

        assertThat(http.post("/subjects/s-value", RegistryHttp.request(WITH_OPTIONAL)).errorCode())
                .isEqualTo(40403);
        assertThat(http.post("/subjects/none", RegistryHttp.request(ONE)).errorCode())
                .isEqualTo(40401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"schema\":7}",
                "{\"schema\":\"no schema\"}",
                "{\"schema\":\"\\\"string\\\"\",\"schemaType\":\"PROTOBUF\"}",
                "{\"schema\":\"\\\"string\\\"\",\"references\":[{\"name\":\"a\",\"subject\":\"b\",\"version\":1}]}"
            })
    void an_invalid_schema_is_refused(String body) throws Exception {
        Reply reply = http.post("/subjects/s-value/versions", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errorCode()).isEqualTo(42201);
    }

    @Test
    void a_request_that_is_no_json_is_refused() throws Exception {
        assertThat(http.post("/subjects/s-value/versions", "{").status()).isEqualTo(400);
    }

    @Test
    void a_request_of_more_than_a_mebibyte_is_refused() throws Exception {
        Reply reply = http.post("/subjects/s-value/versions", " ".repeat(1024 * 1024 + 1));

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void another_method_is_refused() throws Exception {
        assertThat(http.delete("/subjects/s-value").status()).isEqualTo(405);
    }

    @Test
    void compatibility_is_backward_until_it_is_set() throws Exception {
        assertThat(http.get("/config").body())
                .isEqualTo(RegistryHttp.json("{\"compatibilityLevel\":\"BACKWARD\"}"));
        assertThat(http.get("/config/s-value?defaultToGlobal=true").body())
                .isEqualTo(RegistryHttp.json("{\"compatibilityLevel\":\"BACKWARD\"}"));
    }

    @Test
    void compatibility_can_be_set_for_one_subject() throws Exception {
        Reply set = http.put("/config/s-value", "{\"compatibility\":\"NONE\"}");

        assertThat(set.body()).isEqualTo(RegistryHttp.json("{\"compatibility\":\"NONE\"}"));
        assertThat(http.get("/config/s-value").body())
                .isEqualTo(RegistryHttp.json("{\"compatibilityLevel\":\"NONE\"}"));
        assertThat(http.get("/config").body())
                .isEqualTo(RegistryHttp.json("{\"compatibilityLevel\":\"BACKWARD\"}"));
    }

    @Test
    void a_level_that_does_not_exist_is_refused() throws Exception {
        assertThat(http.put("/config", "{\"compatibility\":\"SIDEWAYS\"}").errorCode())
                .isEqualTo(42203);
    }

    @ParameterizedTest
    @MethodSource("compatibility")
    void registering_keeps_to_the_level(String level, String next, int status) throws Exception {
        http.put("/config", "{\"compatibility\":\"" + level + "\"}");
        http.register("s-value", ONE);

        Reply reply = http.register("s-value", next);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.errorCode()).isEqualTo(status == 200 ? 0 : 409);
    }

    @Test
    void a_transitive_level_looks_at_every_version() throws Exception {
        String widened = ONE.replace("\"int\"", "\"long\"");
        http.put("/config", "{\"compatibility\":\"NONE\"}");
        http.register("s-value", ONE.replace("\"int\"", "\"string\""));
        http.register("s-value", ONE);

        http.put("/config", "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
        int transitive = http.register("s-value", widened).status();
        http.put("/config", "{\"compatibility\":\"BACKWARD\"}");
        int last = http.register("s-value", widened).status();

        assertThat(transitive).isEqualTo(409);
        assertThat(last).isEqualTo(200);
    }

    @Test
    void compatibility_can_be_asked_for_without_registering() throws Exception {
        http.register("s-value", ONE);

        Reply good =
                http.post(
                        "/compatibility/subjects/s-value/versions/latest",
                        RegistryHttp.request(WITH_OPTIONAL));
        Reply bad =
                http.post(
                        "/compatibility/subjects/s-value/versions/latest?verbose=true",
                        RegistryHttp.request(WITH_REQUIRED));

        assertThat(good.body()).isEqualTo(RegistryHttp.json("{\"is_compatible\":true}"));
        assertThat(bad.body().get("is_compatible").asBoolean()).isFalse();
        assertThat(bad.body().get("messages")).isNotEmpty();
        assertThat(
                        http.post(
                                        "/compatibility/subjects/s-value/versions",
                                        RegistryHttp.request(WITH_REQUIRED))
                                .body())
                .isEqualTo(RegistryHttp.json("{\"is_compatible\":false}"));
        assertThat(http.get("/subjects/s-value/versions").body())
                .isEqualTo(RegistryHttp.json("[1]"));
    }

    /** A path that the JDK's client refuses to send. */
    private String statusOf(String path) throws Exception {
        URI uri = URI.create(registry.url());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.substring(9);
        }
    }

    private static String schema(String moreFields) {
        return "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}"
                + moreFields
                + "]}";
    }
}
