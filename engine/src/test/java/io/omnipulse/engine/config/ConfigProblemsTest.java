package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a configuration that cannot be right. */
final class ConfigProblemsTest {
    private final SampleConfig sample;

    ConfigProblemsTest(@TempDir Path directory) {
        this.sample = new SampleConfig(directory);
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
        assertThat(sample.problemsOf(text)).singleElement().asString().contains(problem);
    }

    @Test
    void a_wrong_value_is_named_with_its_variable_or_option() {
        assertThat(
                        sample.problemsOf(
                                Optional.empty(),
                                Map.of("OMNIPULSE_PORT", "x"),
                                Map.of("windows.horizon", "y")))
                .containsExactly(
                        "--windows.horizon (option) is \"y\": it must be a duration, such as 60s,"
                                + " 5m, 48h, 7d, 1h30m or PT5M",
                        "OMNIPULSE_PORT (environment) is \"x\": it must be a whole number, such as"
                                + " 8");
        assertThat(sample.problemsOf(Optional.empty(), Map.of(), Map.of("serve.port", "70000")))
                .containsExactly(
                        "--port (option) is \"70000\": it must be a port from 1 to 65535, or 0 for"
                                + " any free one");
    }

    @Test
    void an_unknown_option_is_an_error() {
        assertThat(sample.problemsOf(Optional.empty(), Map.of(), Map.of("serve.prot", "1")))
                .singleElement()
                .asString()
                .startsWith(
                        "there is no setting for --serve.prot (option) (did you mean"
                                + " \"serve.port\"?)");
    }

    @Test
    void all_problems_are_reported_at_once() throws IOException {
        assertThat(
                        sample.problemsOf(
                                """
                                version: 0
                                serve: {port: x, prot: 1}
                                windows: {horizon: 1, lookback: 0s}
                                """))
                .hasSize(5);
    }

    @Test
    void an_error_in_the_yaml_shows_no_piece_of_the_file() throws IOException {
        assertThat(sample.problemsOf("kafka:\n  sasl.password: \"hush\n  a: b\n"))
                .singleElement()
                .asString()
                .doesNotContain("hush")
                .contains("engine.yaml is no valid YAML");
        assertThat(sample.problemsOf("kafka:\n  sasl.password: hush: hush\n"))
                .singleElement()
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void a_missing_file_is_an_error() {
        assertThat(
                        sample.problemsOf(
                                Optional.of(sample.directory().resolve("gone.yaml")),
                                Map.of(),
                                Map.of()))
                .containsExactly("gone.yaml does not exist; check the path");
    }
}
