package io.omnipulse.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say, and how they end, without any broker. */
class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "engine",
                "produce",
                "publish",
                "compute",
                "rows",
                "check-config",
                "topics",
                "doctor",
                "dashboards",
                "completion"
            })
    void every_command_explains_itself(String command) {
        Typed help = Typed.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: omnipulse " + command);
    }

    @Test
    void a_mistyped_command_gets_a_suggestion_and_exit_code_2() {
        Typed typed = Typed.run("comput");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("omnipulse compute");
    }

    @Test
    void an_unknown_window_is_a_usage_error_that_names_the_windows() throws IOException {
        Path file = Files.writeString(directory.resolve("events.jsonl"), "");

        Typed typed =
                Typed.run(
                        "compute",
                        file.toString(),
                        "--out",
                        directory.toString(),
                        "--windows",
                        "2h");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("\"2h\"").contains("5m, 1h, 24h, 7d, 30d, 90d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "many", "3000000000"})
    void a_bound_on_the_rate_is_a_whole_number_of_records_a_second(String bound) {
        Typed typed = Typed.run("backfill", "run", "--max-rate", bound);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("\"" + bound + "\"").contains("from 1 to");
    }

    @Test
    void a_wrong_configuration_is_reported_whole_with_exit_code_2() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("engine.yaml"),
                        "windows: {horizon: soon}\nhome-partitons: 8\nserve: {bind: 0.0.0.0}\n");

        Typed typed = Typed.run("check-config", file.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains("windows.horizon")
                .contains("home-partitons")
                .contains("home-partitions")
                .contains("serve.bind")
                .doesNotContain("Exception");
    }

    @Test
    void a_valid_configuration_is_shown_with_the_source_of_each_value() throws IOException {
        Path file =
                Files.writeString(directory.resolve("engine.yaml"), "windows: {horizon: 24h}\n");

        Typed typed = Typed.run("check-config", file.toString());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("windows.horizon = ")
                .contains("engine.yaml")
                .contains("(default)");
    }

    @Test
    void a_broker_that_cannot_be_reached_is_exit_code_3() {
        Typed typed = Typed.run("topics", "check", "--bootstrap-server", "localhost:1");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("--bootstrap-server").doesNotContain("Exception");
    }

    @Test
    void the_completion_script_knows_the_commands() {
        Typed typed = Typed.run("completion");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("complete ").contains("check-config");
    }

    @Test
    void the_doctor_says_of_each_component_what_it_found() throws IOException {
        Path stateDir = Files.writeString(directory.resolve("state"), "a file");
        Path config =
                Files.writeString(
                        directory.resolve("engine.yaml"),
                        "state-dir: "
                                + stateDir
                                + "\nkafka: {bootstrap.servers: 'localhost:1', schema.registry.url: 'http://me:hush@localhost:1',"
                                + " max.retries: 0, default.api.timeout.ms: 500, request.timeout.ms: 400}\n");

        Typed typed = Typed.run("doctor", "--config", config.toString());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out())
                .containsPattern("(?m)^ok +catalogue +\\d+ KPIs$")
                .containsPattern("(?m)^FAILED +brokers .*--bootstrap-server")
                .containsPattern("(?m)^skipped +topics ")
                .containsPattern("(?m)^FAILED +registry ")
                .containsPattern("(?m)^FAILED +state-dir .*is no directory.*state-dir")
                .doesNotContain("hush");
    }
}
