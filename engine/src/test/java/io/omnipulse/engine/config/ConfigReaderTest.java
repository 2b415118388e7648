package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    private final Path directory;

    ConfigReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("engine.yaml"), text);
    }

    private EngineConfig read(String text) throws IOException {
        return ConfigReader.read(Optional.of(file(text)), Map.of(), Map.of()).config();
    }

    private static LoadedConfig read(Map<String, String> environment, Map<String, String> options) {
        return ConfigReader.read(Optional.empty(), environment, options);
    }

    private List<String> problemsOf(String text) throws IOException {
        Path file = file(text);
        return problemsOf(Optional.of(file), Map.of(), Map.of());
    }

    private List<String> problemsOf(
            Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        ConfigException refused =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigReader.read(file, environment, options));
        assertThat(refused).isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.replace(directory + "/", ""))
                .toList();
    }

    @Test
    void without_anything_the_defaults_hold() {
        EngineConfig config = read(Map.of(), Map.of()).config();
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
        Files.writeString(directory.resolve("kpis.yaml"), "[]");
        Files.writeString(directory.resolve("token"), "abc");
        EngineConfig config =
                read(
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
                                Optional.of(directory.resolve("kpis.yaml")),
                                new ServeConfig(
                                        9000,
                                        "0.0.0.0",
                                        Duration.ofMinutes(1),
                                        Optional.of(directory.resolve("token")),
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
        Path file = file("serve: {port: 1}\nversion: 1\nhome-partitions: 1\n");
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
                read(
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
                read(
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
                        problemsOf(
                                Optional.empty(),
                                Map.of("OMNIPULSE_PORT", "1", "OMNIPULSE_SERVE_PORT", "2"),
                                Map.of()))
                .singleElement()
                .asString()
                .contains(
                        "OMNIPULSE_SERVE_PORT and OMNIPULSE_PORT (environment) both set"
                                + " serve.port");
        assertThat(
                        read(Map.of("OMNIPULSE_PORT", "1", "OMNIPULSE_SERVE_PORT", "1"), Map.of())
                                .config()
                                .serve()
                                .port())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 0 | version in engine.yaml is \"0\": it must be 1 or more",
                "version: one | version in engine.yaml is \"one\": it must be a whole number, such"
                        + " as 8",
                "home-partitions: 0 | home-partitions in engine.yaml is \"0\": it must be 1 to"
                        + " 1000",
                "sources: [web-event] | sources in engine.yaml is \"web-event\": there is no such"
                        + " source (did you mean \"web-events\"?)",
                "sources: [] | sources in engine.yaml is \"[]\": it must name at least one of"
                        + " web-events",
                "sources: [pos-sales, pos-sales] | a topic stands twice",
                "'windows: {horizon: abc}' | windows.horizon in engine.yaml is \"abc\": it must be"
                        + " a duration, such as 60s, 5m, 48h",
                "'windows: {horizon: 31d}' | windows.horizon in engine.yaml is \"31d\": it must be"
                        + " at most 30d",
                "'windows: {horizon: 0s}' | windows.horizon in engine.yaml is \"0s\": it must be"
                        + " more than zero",
                "'windows: {finality: PT-1S}' | windows.finality in engine.yaml is \"PT-1S\": it"
                        + " must be more than zero",
                "'windows: {lookback: 91d}' | windows.lookback in engine.yaml is \"91d\": it must"
                        + " be at most 90d",
                "'windows: {rolling: [2h]}' | windows.rolling in engine.yaml is \"2h\": it must be"
                        + " one of 5m, 1h, 24h, 7d, 30d, 90d",
                "'windows: {rolling: [1h, 1h]}' | a window stands twice",
                "'windows: {rolling: []}' | it must name at least one of 5m",
                "windows: 5m | windows in engine.yaml is a text; it must be a mapping",
                "'windows: {horizn: 5m}' | there is no key \"windows.horizn\" (engine.yaml, line 1)"
                        + " (did you mean \"windows.horizon\"?); there are windows.horizon,"
                        + " windows.finality",
                "'window: {horizon: 5m}' | there is no key \"window\" (engine.yaml, line 1) (did"
                        + " you mean \"windows\"?)",
                "horizon: 5m | there is no key \"horizon\" (engine.yaml, line 1) (did you mean"
                        + " \"windows.horizon\"?)",
                "business-zone: Europe/Pari | (did you mean \"Europe/Paris\"?)",
                "'campaigns: {declared: [none]}' | campaigns.declared in engine.yaml is \"none\":"
                        + " it must not be * or none",
                "'campaigns: {declared: [a, a]}' | it stands twice",
                "'campaigns: {exported: -1}' | campaigns.exported in engine.yaml is \"-1\": it must"
                        + " be zero or more",
                "'serve: {port: 65536}' | serve.port in engine.yaml is \"65536\": it must be a port"
                        + " from 1 to 65535",
                "'serve: {port: [1, 2]}' | serve.port in engine.yaml is a list; it must be a single"
                        + " value",
                "'serve: {port: {a: 1}}' | serve.port in engine.yaml is a mapping; it must be a"
                        + " value",
                "'serve: {port: }' | serve.port in engine.yaml has no value",
                "'serve: {bind: 0.0.0.0}' | serve.bind in engine.yaml is \"0.0.0.0\": others could"
                        + " read every value there; set serve.token-file",
                "'serve: {open: maybe}' | serve.open in engine.yaml is \"maybe\": it must be true"
                        + " or false",
                "'serve: {token-file: gone}' | serve.token-file in engine.yaml is \"gone\": it must"
                        + " be a file that can be read",
                "'serve: {port: 1, port: 2}' | serve.port in engine.yaml stands twice",
                "catalogue: gone.yaml | catalogue in engine.yaml is \"gone.yaml\": it must be a"
                        + " file that can be read",
                "ahead-tolerance: PT-1S | ahead-tolerance in engine.yaml is \"PT-1S\": it must be"
                        + " zero or more",
                "threads: 0 | threads in engine.yaml is \"0\": it must be 1 to 1000",
                "'kafka: {bootstrap.servers: \"\"}' | kafka.bootstrap.servers in engine.yaml is"
                        + " \"\": it must be an address",
                "[1] | engine.yaml is a list at its top",
                "'a: b: c' | engine.yaml is no valid YAML, line 1"
            })
    void a_wrong_value_is_named_with_its_key_and_file(String text, String problem)
            throws IOException {
        assertThat(problemsOf(text)).singleElement().asString().contains(problem);
    }

    @Test
    void a_wrong_value_is_named_with_its_variable_or_option() {
        assertThat(
                        problemsOf(
                                Optional.empty(),
                                Map.of("OMNIPULSE_PORT", "x"),
                                Map.of("windows.horizon", "y")))
                .containsExactly(
                        "--windows.horizon (option) is \"y\": it must be a duration, such as 60s,"
                                + " 5m, 48h, 7d, 1h30m or PT5M",
                        "OMNIPULSE_PORT (environment) is \"x\": it must be a whole number, such as"
                                + " 8");
        assertThat(problemsOf(Optional.empty(), Map.of(), Map.of("serve.port", "70000")))
                .containsExactly(
                        "--port (option) is \"70000\": it must be a port from 1 to 65535, or 0 for"
                                + " any free one");
    }

    @Test
    void a_value_that_does_not_hold_is_not_looked_at() throws IOException {
        Path file = file("serve: {port: wrong}");
        assertThat(
                        ConfigReader.read(Optional.of(file), Map.of(), Map.of("serve.port", "1"))
                                .config()
                                .serve()
                                .port())
                .isEqualTo(1);
    }

    @Test
    void an_unknown_option_is_an_error() {
        assertThat(problemsOf(Optional.empty(), Map.of(), Map.of("serve.prot", "1")))
                .singleElement()
                .asString()
                .startsWith(
                        "there is no setting for --serve.prot (option) (did you mean"
                                + " \"serve.port\"?)");
    }

    @Test
    void all_problems_are_reported_at_once() throws IOException {
        assertThat(
                        problemsOf(
                                """
                                version: 0
                                serve: {port: x, prot: 1}
                                windows: {horizon: 1, lookback: 0s}
                                """))
                .hasSize(5);
    }

    @Test
    void an_empty_file_and_an_empty_section_change_nothing() throws IOException {
        assertThat(read("# nothing\n")).isEqualTo(EngineConfig.defaults());
        assertThat(read("serve:\n  # port: 1\n")).isEqualTo(EngineConfig.defaults());
    }

    @Test
    void a_key_may_be_written_with_points_but_not_twice() throws IOException {
        assertThat(read("serve.port: 1\n").serve().port()).isEqualTo(1);
        assertThat(problemsOf("serve.port: 1\nserve: {port: 2}\n"))
                .singleElement()
                .asString()
                .contains("stands twice");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void loopback_needs_no_token(String bind) {
        assertThat(read(Map.of(), Map.of("serve.bind", bind)).config().serve().bind())
                .isEqualTo(bind);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::", "192.168.1.1", "127.evil.example", "localhost.example"})
    void any_other_address_needs_a_token_or_to_be_open(String bind) {
        assertThat(problemsOf(Optional.empty(), Map.of(), Map.of("serve.bind", bind))).hasSize(1);
        assertThat(
                        read(Map.of(), Map.of("serve.bind", bind, "serve.open", "true"))
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
        LoadedConfig loaded = read(Map.of(), options);
        assertThat(loaded.describe() + loaded + loaded.config())
                .doesNotContain("hush")
                .contains("kafka.sasl.jaas.config = (hidden)  (option, --kafka.sasl.jaas.config)")
                .contains("https://(hidden)@registry:8081,http://(hidden)@other")
                .contains("kafka.sasl.mechanism = PLAIN");
        assertThat(loaded.config().kafka()).containsEntry("ssl.key.password", "hush2");
    }

    @Test
    void an_error_in_the_yaml_shows_no_piece_of_the_file() throws IOException {
        assertThat(problemsOf("kafka:\n  sasl.password: \"hush\n  a: b\n"))
                .singleElement()
                .asString()
                .doesNotContain("hush")
                .contains("engine.yaml is no valid YAML");
        assertThat(problemsOf("kafka:\n  sasl.password: hush: hush\n"))
                .singleElement()
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void a_missing_file_is_an_error() {
        assertThat(problemsOf(Optional.of(directory.resolve("gone.yaml")), Map.of(), Map.of()))
                .containsExactly("gone.yaml does not exist; check the path");
    }
}
