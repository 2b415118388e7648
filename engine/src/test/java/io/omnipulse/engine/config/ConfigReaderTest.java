package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
    private final SampleConfig sample;

    ConfigReaderTest(@TempDir Path directory) {
        this.sample = new SampleConfig(directory);
    }

    @Test
    void without_anything_the_defaults_hold() {
        EngineConfig config = SampleConfig.withoutFile(Map.of(), Map.of()).config();
        assertThat(config).isEqualTo(EngineConfig.defaults());
        assertThat(config.version()).isEqualTo(1);
        assertThat(config.homePartitions()).isEqualTo(8);
        assertThat(config.sources()).containsExactly("web-events", "pos-sales", "survey-answers");
        assertThat(config.windows().horizon()).isEqualTo(Duration.ofDays(2));
        assertThat(config.windows().rolling())
                .containsExactly(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30);
        assertThat(config.businessZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.serve().port()).isEqualTo(8080);
        assertThat(config.stateDir()).isEqualTo(Path.of("state"));
        assertThat(config.clockTolerance()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "localhost:9092"),
                        Map.entry("schema.registry.url", "http://localhost:8081"));
        assertThat(config.threads()).isEmpty();
    }

    @Test
    void every_key_of_the_file_is_read() throws IOException {
        Files.writeString(sample.directory().resolve("kpis.yaml"), "[]");
        Files.writeString(sample.directory().resolve("token"), "abc");
        EngineConfig config =
                sample.read(
                        """
                        version: 2
                        home-partitions: 16
                        sources: [web-events, identity-links]
                        windows: {horizon: 2m, finality: 10s, lookback: P3D, rolling: [90d, 5m]}
                        business-zone: Europe/Paris
                        campaigns: {declared: [spring, summer], exported: 7}
                        catalogue: kpis.yaml
                        serve: {port: 9000, bind: 0.0.0.0, stale-after: 1m, token-file: token, open: false}
                        state-dir: /var/lib/omnipulse
                        ahead-tolerance: 0s
                        threads: 4
                        identity: {from-events: true}
                        kafka:
                          bootstrap.servers: ["a:1", "b:2"]
                          sasl: {mechanism: PLAIN}
                          linger.ms: 5
                        """);
        assertThat(config)
                .isEqualTo(
                        new EngineConfig(
                                2,
                                16,
                                List.of("web-events", "identity-links"),
                                new WindowConfig(
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(10),
                                        Duration.ofDays(3),
                                        List.of(Window.M5, Window.D90)),
                                true,
                                ZoneId.of("Europe/Paris"),
                                new CampaignConfig(List.of("spring", "summer"), 7),
                                Optional.of(sample.directory().resolve("kpis.yaml")),
                                new ServeConfig(
                                        9000,
                                        "0.0.0.0",
                                        Duration.ofMinutes(1),
                                        Optional.of(sample.directory().resolve("token")),
                                        false),
                                Path.of("/var/lib/omnipulse"),
                                Duration.ZERO,
                                Map.of(
                                        "bootstrap.servers", "a:1,b:2",
                                        "schema.registry.url", "http://localhost:8081",
                                        "sasl.mechanism", "PLAIN",
                                        "linger.ms", "5"),
                                AlertConfig.DEFAULT,
                                OptionalInt.of(4)));
    }

    @Test
    void an_option_goes_before_the_environment_and_that_before_the_file() throws IOException {
        Path file = sample.file("serve: {port: 1}\nversion: 1\nhome-partitions: 1\n");
        Map<String, String> environment =
                Map.of("OMNIPULSE_SERVE_PORT", "2", "OMNIPULSE_VERSION", "2");
        LoadedConfig loaded =
                ConfigReader.read(Optional.of(file), environment, Map.of("serve.port", "3"));
        assertThat(loaded.config().serve().port()).isEqualTo(3);
        assertThat(loaded.config().version()).isEqualTo(2);
        assertThat(loaded.config().homePartitions()).isEqualTo(1);
        assertThat(loaded.sourceOf("serve.port")).isEqualTo("option, --port");
        assertThat(loaded.sourceOf("version")).isEqualTo("environment, OMNIPULSE_VERSION");
        assertThat(loaded.sourceOf("home-partitions")).isEqualTo(file.toString());
        assertThat(loaded.sourceOf("state-dir")).isEqualTo("default");
    }

    @Test
    void the_environment_has_long_and_short_names() {
        EngineConfig config =
                SampleConfig.withoutFile(
                                Map.of(
                                        "OMNIPULSE_BOOTSTRAP_SERVER", "a:1",
                                        "OMNIPULSE_SCHEMA_REGISTRY", "http://b",
                                        "OMNIPULSE_PORT", "81",
                                        "OMNIPULSE_KAFKA_SASL_MECHANISM", "PLAIN",
                                        "OMNIPULSE_WINDOWS_ROLLING", "5m, 1h",
                                        "OMNIPULSE_AHEAD_TOLERANCE", "1m",
                                        "OMNIPULSE_STATE_DIR", " ",
                                        "PATH", "/bin"),
                                Map.of())
                        .config();
        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("schema.registry.url", "http://b")
                .containsEntry("sasl.mechanism", "PLAIN");
        assertThat(config.serve().port()).isEqualTo(81);
        assertThat(config.windows().rolling()).containsExactly(Window.M5, Window.H1);
        assertThat(config.clockTolerance()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.stateDir()).isEqualTo(Path.of("state"));
    }

    @Test
    void an_unknown_variable_is_ignored_with_a_warning() {
        LoadedConfig loaded =
                SampleConfig.withoutFile(
                        Map.of("OMNIPULSE_SERVE_PROT", "1", "OMNIPULSE_CONFIG", "engine.yaml"),
                        Map.of());
        assertThat(loaded.warnings())
                .containsExactly(
                        "the environment variable OMNIPULSE_SERVE_PROT sets nothing and is ignored"
                                + " (did you mean \"OMNIPULSE_SERVE_PORT\"?)");
    }

    @Test
    void two_variables_for_one_key_must_agree() {
        assertThat(
                        sample.problemsOf(
                                Optional.empty(),
                                Map.of("OMNIPULSE_PORT", "1", "OMNIPULSE_SERVE_PORT", "2"),
                                Map.of()))
                .singleElement()
                .asString()
                .contains(
                        "OMNIPULSE_SERVE_PORT and OMNIPULSE_PORT (environment) both set"
                                + " serve.port");
        assertThat(
                        SampleConfig.withoutFile(
                                        Map.of("OMNIPULSE_PORT", "1", "OMNIPULSE_SERVE_PORT", "1"),
                                        Map.of())
                                .config()
                                .serve()
                                .port())
                .isEqualTo(1);
    }

    @Test
    void a_value_that_does_not_hold_is_not_looked_at() throws IOException {
        Path file = sample.file("serve: {port: wrong}");
        assertThat(
                        ConfigReader.read(Optional.of(file), Map.of(), Map.of("serve.port", "1"))
                                .config()
                                .serve()
                                .port())
                .isEqualTo(1);
    }

    @Test
    void an_empty_file_and_an_empty_section_change_nothing() throws IOException {
        assertThat(sample.read("# nothing\n")).isEqualTo(EngineConfig.defaults());
        assertThat(sample.read("serve:\n  # port: 1\n")).isEqualTo(EngineConfig.defaults());
    }

    @Test
    void a_key_may_be_written_with_points_but_not_twice() throws IOException {
        assertThat(sample.read("serve.port: 1\n").serve().port()).isEqualTo(1);
        assertThat(sample.problemsOf("serve.port: 1\nserve: {port: 2}\n"))
                .singleElement()
                .asString()
                .contains("stands twice");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void loopback_needs_no_token(String bind) {
        assertThat(
                        SampleConfig.withoutFile(Map.of(), Map.of("serve.bind", bind))
                                .config()
                                .serve()
                                .bind())
                .isEqualTo(bind);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::", "192.168.1.1", "127.evil.example", "localhost.example"})
    void any_other_address_needs_a_token_or_to_be_open(String bind) {
        assertThat(sample.problemsOf(Optional.empty(), Map.of(), Map.of("serve.bind", bind)))
                .hasSize(1);
        assertThat(
                        SampleConfig.withoutFile(
                                        Map.of(), Map.of("serve.bind", bind, "serve.open", "true"))
                                .config()
                                .serve()
                                .open())
                .isTrue();
    }

    @Test
    void secrets_are_never_shown() {
        Map<String, String> options =
                Map.of(
                        "kafka.sasl.jaas.config", "hush1",
                        "kafka.ssl.key.password", "hush2",
                        "kafka.basic.auth.user.info", "hush3",
                        "kafka.sasl.oauthbearer.client.secret", "hush4",
                        "kafka.bearer.auth.token", "hush5",
                        "kafka.schema.registry.url",
                                "https://me:hush6@registry:8081,http://hush7@other",
                        "kafka.ssl.keystore.key", "hush8",
                        "kafka.sasl.mechanism", "PLAIN");
        LoadedConfig loaded = SampleConfig.withoutFile(Map.of(), options);
        assertThat(loaded.describe() + loaded + loaded.config())
                .doesNotContain("hush")
                .contains("kafka.sasl.jaas.config = (hidden)  (option, --kafka.sasl.jaas.config)")
                .contains("https://(hidden)@registry:8081,http://(hidden)@other")
                .contains("kafka.sasl.mechanism = PLAIN");
        assertThat(loaded.config().kafka()).containsEntry("ssl.key.password", "hush2");
    }
}
