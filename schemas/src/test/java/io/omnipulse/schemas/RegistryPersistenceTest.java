package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are in every record, so a restart must keep them. */
class RegistryPersistenceTest {
    private final Path home;

    RegistryPersistenceTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void records_written_before_a_restart_are_read_after_it() throws Exception {
        byte[] bytes;
        try (EmbeddedRegistry before = EmbeddedRegistry.start(0, directory())) {
            Serde serde = Serde.on(before.url());
            serde.write(Topics.POS_SALES, Samples.sale());
            bytes = serde.write(Topics.WEB_EVENTS, Samples.webEvent());
        }

        try (EmbeddedRegistry after = EmbeddedRegistry.start(0, directory())) {
            assertThat(Serde.on(after.url()).read(Topics.WEB_EVENTS, bytes))
                    .isEqualTo(Samples.webEvent());
        }
    }

    @Test
    void ids_versions_and_levels_survive() throws Exception {
        try (EmbeddedRegistry before = EmbeddedRegistry.start(0, directory())) {
            RegistryHttp http = new RegistryHttp(before.url());
            http.put("/config", "{\"compatibility\":\"FULL\"}");
            http.put("/config/a-value", "{\"compatibility\":\"NONE\"}");
            http.register("a-value", "\"string\"");
            http.register("a-value", "\"int\"");
            http.register("b-value", "\"int\"");
        }

        try (EmbeddedRegistry after = EmbeddedRegistry.start(0, directory())) {
            RegistryHttp http = new RegistryHttp(after.url());
            assertThat(http.get("/subjects/a-value/versions").body())
                    .isEqualTo(RegistryHttp.json("[1,2]"));
            assertThat(http.get("/subjects/b-value/versions/1").body().get("id").asInt())
                    .isEqualTo(2);
            assertThat(http.get("/config").body().get("compatibilityLevel").asText())
                    .isEqualTo("FULL");
            assertThat(http.get("/config/a-value").body().get("compatibilityLevel").asText())
                    .isEqualTo("NONE");
            assertThat(http.register("c-value", "\"long\"").body().get("id").asInt()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"subject\":\"b-value\",\"version\":1,\"id\":2,\"schema\":\"\\\"int\\\"\"}"
            })
    void a_last_line_that_was_not_written_to_its_end_is_dropped(String torn) throws Exception {
        registerOne();
        Files.writeString(file(), torn, StandardOpenOption.APPEND);

        try (EmbeddedRegistry after = EmbeddedRegistry.start(0, directory())) {
            RegistryHttp http = new RegistryHttp(after.url());
            assertThat(http.get("/subjects").body()).isEqualTo(RegistryHttp.json("[\"a-value\"]"));
            assertThat(http.register("b-value", "\"long\"").body().get("id").asInt()).isEqualTo(2);
        }

        try (EmbeddedRegistry again = EmbeddedRegistry.start(0, directory())) {
            assertThat(new RegistryHttp(again.url()).get("/subjects").body())
                    .isEqualTo(RegistryHttp.json("[\"a-value\",\"b-value\"]"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"compatibility\":\"SIDEWAYS\"}",
                "{\"subject\":\"a\",\"schema\":\"x\"}",
                "7"
            })
    void a_line_that_cannot_be_read_stops_the_start_and_is_named(String line) throws Exception {
        registerOne();
        Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> EmbeddedRegistry.start(0, directory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void every_change_is_one_line_of_json() throws Exception {
        registerOne();

        assertThat(Files.readString(file(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"subject\":\"a-value\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\"}\n");
    }

    @Test
    void a_directory_serves_one_registry_at_a_time() throws Exception {
        try (EmbeddedRegistry first = EmbeddedRegistry.start(0, directory())) {
            assertThatThrownBy(() -> EmbeddedRegistry.start(0, directory()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(first.url()).startsWith("http://");
        }
    }

    private void registerOne() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0, directory())) {
            new RegistryHttp(registry.url()).register("a-value", "\"string\"");
        }
    }

    private Path directory() {
        return home.resolve("registry");
    }

    private Path file() {
        return directory().resolve("schemas.jsonl");
    }
}
