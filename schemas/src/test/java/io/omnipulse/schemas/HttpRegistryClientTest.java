package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry fails to do is never the record's fault. */
class HttpRegistryClientTest {
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final String NOT_FOUND =
            "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\":50001,\"message\":\"store\"}",
                "503 | ",
                "401 | {\"error_code\":401,\"message\":\"Unauthorized\"}",
                "403 | Forbidden",
                "404 | <html>not here</html>",
                "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "404 | ",
                "429 | {}",
                "301 | ",
                "204 | ",
                "200 | <html>welcome</html>",
                "200 | {}",
                "200 | ",
                "200 | {\"schema\":7}",
                "422 | {\"error_code\":42201,\"message\":\"?\"}"
            })
    void an_answer_that_no_registry_gives_means_that_it_is_unavailable(int status, String body)
            throws Exception {
        try (StubRegistry stub = StubRegistry.answering(status, body == null ? "" : body)) {
            Serde serde = Serde.on(stub.url());

            assertThatThrownBy(() -> serde.read(Topics.WEB_EVENTS, Serde.framed(1, (byte) 0)))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(stub.url());
        }
    }

    @Test
    void only_the_registrys_own_word_makes_a_schema_unknown() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(404, NOT_FOUND)) {
            Serde serde = Serde.on(stub.url());

            assertThatThrownBy(() -> serde.read(Topics.WEB_EVENTS, Serde.framed(1, (byte) 0)))
                    .isInstanceOfSatisfying(
                            UndecodableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA));
        }
    }

    @Test
    void an_unknown_id_is_asked_for_once_however_often_it_comes() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(404, NOT_FOUND)) {
            Serde serde = Serde.on(stub.url());

            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> serde.read(Topics.WEB_EVENTS, Serde.framed(1, (byte) 0)))
                        .isInstanceOf(UndecodableException.class);
            }

            assertThat(stub.requests()).containsExactly("GET /schemas/ids/1");
        }
    }

    @Test
    void a_failure_of_the_registry_is_not_remembered() throws Exception {
        try (EmbeddedRegistry real = EmbeddedRegistry.start(0)) {
            byte[] bytes = Serde.on(real.url()).write(Topics.WEB_EVENTS, Samples.webEvent());
            int[] answers = {0};
            try (StubRegistry flaky =
                    StubRegistry.start(
                            exchange -> {
                                if (answers[0]++ == 0) {
                                    StubRegistry.send(exchange, 503, "");
                                } else {
                                    StubRegistry.send(exchange, 200, schemaOf(real));
                                }
                            })) {
                Serde serde = Serde.on(flaky.url());
                assertThatThrownBy(() -> serde.read(Topics.WEB_EVENTS, bytes))
                        .isInstanceOf(RegistryUnavailableException.class);

                assertThat(serde.read(Topics.WEB_EVENTS, bytes)).isEqualTo(Samples.webEvent());
            }
        }
    }

    @Test
    void a_server_that_is_down_is_unavailable() throws Exception {
        String url = urlOfNobody();

        assertThatThrownBy(() -> client(url).schemaById(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(url);
    }

    @Test
    void a_server_that_says_nothing_is_unavailable() throws Exception {
        try (StubRegistry stub = StubRegistry.silent()) {
            assertThatThrownBy(
                            () -> client(stub.url(), "http.read.timeout.ms", "200").schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void a_server_that_never_comes_to_an_end_is_unavailable() throws Exception {
        try (StubRegistry stub = StubRegistry.trickling()) {
            assertThatThrownBy(
                            () -> client(stub.url(), "http.read.timeout.ms", "200").schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void an_answer_without_bounds_is_not_taken_into_memory() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(200, " ".repeat(8 * 1024 * 1024))) {
            assertThatThrownBy(() -> client(stub.url()).schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void the_next_server_is_asked_when_one_is_down() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0)) {
            RegistryClient client = client(urlOfNobody() + " , " + registry.url());

            assertThat(client.register("a-value", STRING)).isEqualTo(1);
        }
    }

    @Test
    void the_next_server_is_asked_when_one_fails() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                StubRegistry broken = StubRegistry.answering(500, "{}")) {
            RegistryClient client = client(broken.url() + "," + registry.url());
            client.register("a-value", STRING);

            assertThat(client.schemaById(1)).contains("\"string\"");
            assertThat(broken.requests())
                    .hasSize(1); // the one that answered is asked first from then on
        }
    }

    @Test
    void servers_are_asked_again_before_giving_up() throws Exception {
        int[] answers = {0};
        try (StubRegistry flaky =
                StubRegistry.start(
                        exchange -> {
                            boolean well = answers[0]++ == 2;
                            StubRegistry.send(
                                    exchange,
                                    well ? 200 : 503,
                                    well ? "{\"schema\":\"\\\"int\\\"\"}" : "");
                        })) {
            RegistryClient client =
                    RegistryClient.of(
                            Map.of(
                                    "schema.registry.url",
                                    flaky.url(),
                                    "max.retries",
                                    "2",
                                    "retries.wait.ms",
                                    "1"));

            assertThat(client.schemaById(1)).contains("\"int\"");
        }
    }

    @Test
    void an_interrupted_thread_does_not_wait() throws Exception {
        try (StubRegistry stub = StubRegistry.silent()) {
            RegistryClient client = client(stub.url());
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> client.schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_schema_that_the_registry_does_not_take_is_refused_with_its_reason() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0)) {
            RegistryClient client = client(registry.url());
            client.register("a-value", STRING);

            assertThatThrownBy(() -> client.register("a-value", Schema.create(Schema.Type.INT)))
                    .isInstanceOfSatisfying(
                            RegistryRefusedException.class,
                            e -> assertThat(e.errorCode()).isEqualTo(409))
                    .hasMessageContaining("a-value")
                    .hasMessageContaining("incompatible");
        }
    }

    @Test
    void subjects_are_encoded_and_a_path_before_the_api_is_kept() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(200, "{\"id\":7}")) {
            int id = client(stub.url() + "/apis/ccompat/v7/").register("a/b c+d-value", STRING);

            assertThat(id).isEqualTo(7);
            assertThat(stub.requests())
                    .containsExactly("POST /apis/ccompat/v7/subjects/a%2Fb%20c%2Bd-value/versions");
        }
    }

    @Test
    void lookup_and_latest_find_what_is_registered() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0)) {
            RegistryClient client = client(registry.url());
            client.register("a-value", STRING);

            assertThat(client.lookup("a-value", STRING))
                    .contains(new RegisteredSchema("a-value", 1, 1, "\"string\""));
            assertThat(client.latest("a-value"))
                    .contains(new RegisteredSchema("a-value", 1, 1, "\"string\""));
            assertThat(client.latest("b-value")).isEmpty();
            assertThat(client.lookup("b-value", STRING)).isEmpty();
            assertThat(client.schemaById(2)).isEmpty();
        }
    }

    @Test
    void a_user_and_password_are_sent() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(200, "{\"schema\":\"\\\"int\\\"\"}")) {
            RegistryClient.of(
                            Map.of(
                                    "schema.registry.url",
                                    stub.url(),
                                    "basic.auth.credentials.source",
                                    "USER_INFO",
                                    "basic.auth.user.info",
                                    "ann:s3cret"))
                    .schemaById(1);

            assertThat(stub.authorizations()).containsExactly("Basic YW5uOnMzY3JldA==");
        }
    }

    @Test
    void a_user_and_password_in_the_address_are_sent_and_not_shown() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(403, "{}")) {
            RegistryClient client = client(stub.url().replace("http://", "http://ann:s3cr%2Bet@"));

            assertThatThrownBy(() -> client.schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageNotContaining("s3cr");
            assertThat(stub.authorizations()).containsExactly("Basic YW5uOnMzY3IrZXQ=");
        }
    }

    @Test
    void a_token_is_sent() throws Exception {
        try (StubRegistry stub = StubRegistry.answering(200, "{\"schema\":\"\\\"int\\\"\"}")) {
            RegistryClient.of(
                            Map.of(
                                    "schema.registry.url",
                                    stub.url(),
                                    "bearer.auth.credentials.source",
                                    "STATIC_TOKEN",
                                    "bearer.auth.token",
                                    "t0ken"))
                    .schemaById(1);

            assertThat(stub.authorizations()).containsExactly("Bearer t0ken");
        }
    }

    private static String schemaOf(EmbeddedRegistry registry) throws IOException {
        try {
            return new RegistryHttp(registry.url()).get("/schemas/ids/1").body().toString();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static String urlOfNobody() throws IOException {
        try (StubRegistry stub = StubRegistry.answering(200, "")) {
            return stub.url();
        }
    }

    private static RegistryClient client(String url, String... settings) {
        Map<String, Object> config =
                new HashMap<>(Map.of("schema.registry.url", url, "max.retries", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return RegistryClient.of(config);
    }
}
