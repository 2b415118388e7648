package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
final class CommandsTest {
    private final Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "produce",
                "produce everything",
                "produce web --rate 0",
                "produce web --rate many",
                "produce web --duration soon",
                "produce web --start yesterday",
                "produce web --late 2",
                "produce web --drop-to 0.1",
                "produce web --drop-conversion-at 2m --drop-to 3",
                "produce web --drop-conversion-at 2m --drop-campaign autumn",
                "publish",
                "publish a.jsonl --horizon long",
                "publish a.jsonl --no-such-option",
                "produce web --schema-registry http://[broken"
            })
    void wrong_usage_is_exit_code_2_with_a_reason_and_no_stack_trace(String line) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void an_unknown_producer_is_told_the_known_ones() {
        execute("produce", "everything");
        assertThat(err.toString()).contains("allowed are web, pos, survey and all");
    }

    @Test
    void an_unknown_campaign_is_told_the_known_ones() {
        execute("produce", "web", "--drop-conversion-at", "2m", "--drop-campaign", "autumn");
        assertThat(err.toString())
                .contains("autumn", "spring, loyalty, newsletter, influencer, none");
    }

    @Test
    void a_broker_that_does_not_answer_is_exit_code_3_within_ten_seconds() throws IOException {
        String nobody = "127.0.0.1:" + freePort();
        long startNs = System.nanoTime();
        assertThat(execute("produce", "web", "--bootstrap-server", nobody)).isEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs))
                .isLessThan(Duration.ofSeconds(11));
        assertThat(err.toString()).contains(nobody, "--bootstrap-server").doesNotContain("\tat ");
    }

    @Test
    void publishing_to_a_broker_that_does_not_answer_is_exit_code_3() throws IOException {
        Path file = Files.writeString(directory.resolve("a.jsonl"), "");
        String nobody = "127.0.0.1:" + freePort();
        assertThat(execute("publish", file.toString(), "--bootstrap-server", nobody)).isEqualTo(3);
        assertThat(err.toString()).contains(nobody);
    }

    @Test
    void a_host_that_nobody_knows_is_exit_code_3() {
        assertThat(execute("produce", "web", "--bootstrap-server", "no-such-host.invalid:9092"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("no-such-host.invalid:9092", "no such host");
    }

    @Test
    void a_property_that_kafka_does_not_take_is_exit_code_2() {
        assertThat(
                        execute(
                                "produce",
                                "web",
                                "--bootstrap-server",
                                "127.0.0.1:9",
                                "-K",
                                "security.protocol=NONSENSE"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("NONSENSE").doesNotContain("\tat ");
    }

    @Test
    void an_option_wins_over_the_environment_and_that_over_the_file() {
        ConnectionOptions.ConfigFile file =
                path ->
                        Map.of(
                                "bootstrap.servers",
                                "file:1",
                                "schema.registry.url",
                                "http://file",
                                "client.id",
                                "me");
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Holder(options)).parseArgs("--config", "x.yaml", "-K", "acks=1");
        Map<String, String> environment =
                Map.of(ConnectionOptions.BOOTSTRAP_ENVIRONMENT, "environment:1");
        Connection connection = options.connection(environment, file);
        assertThat(connection.bootstrapServers()).isEqualTo("environment:1");
        assertThat(connection.registry()).isEqualTo("http://file");
        assertThat(connection.forProducer())
                .containsEntry("client.id", "me")
                .containsEntry("acks", "1");
    }

    @Test
    void any_property_of_kafka_comes_from_the_environment_too() {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Holder(options)).parseArgs("--config", "x.yaml", "-K", "acks=1");
        Map<String, String> environment =
                Map.of(
                        "OMNIPULSE_KAFKA_BOOTSTRAP_SERVERS", "environment:1",
                        "OMNIPULSE_KAFKA_SASL_MECHANISM", "PLAIN",
                        "OMNIPULSE_KAFKA_CLIENT_ID", " ",
                        "OMNIPULSE_KAFKA_ACKS", "all");
        Connection connection =
                options.connection(
                        environment, path -> Map.of("sasl.mechanism", "file", "client.id", "me"));
        assertThat(connection.bootstrapServers()).isEqualTo("environment:1");
        assertThat(connection.forProducer())
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("client.id", "me")
                .containsEntry("acks", "1");
    }

    @Test
    void two_variables_for_one_address_must_agree() {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Holder(options)).parseArgs();
        Map<String, String> environment =
                Map.of(
                        "OMNIPULSE_KAFKA_BOOTSTRAP_SERVERS", "one:1",
                        "OMNIPULSE_BOOTSTRAP_SERVER", "other:1");
        assertThatThrownBy(() -> options.connection(environment, path -> Map.of()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("OMNIPULSE_BOOTSTRAP_SERVER")
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    @Test
    void addresses_have_defaults_and_options_win() {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Holder(options)).parseArgs("--bootstrap-server", "option:1");
        Connection connection =
                options.connection(
                        Map.of(ConnectionOptions.BOOTSTRAP_ENVIRONMENT, "environment:1"),
                        path -> Map.of());
        assertThat(connection.bootstrapServers()).isEqualTo("option:1");
        assertThat(connection.registry()).isEqualTo("http://localhost:8081");
    }

    @Test
    void a_password_in_the_address_of_the_registry_is_not_shown() {
        Connection connection = new Connection("b:1", "http://me:secret@host:8081", Map.of());
        assertThat(connection.registryShown()).isEqualTo("http://host:8081");
    }

    @Test
    void help_names_every_option() {
        assertThat(execute("produce", "--help")).isZero();
        assertThat(execute("publish", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--rate",
                        "--seed",
                        "--start",
                        "--drop-conversion-at",
                        "--drop-for",
                        "--skip-invalid",
                        "--as-is")
                .contains("--sent-now", "--bootstrap-server", "--schema-registry", "--kafka");
    }

    @Test
    void progress_elsewhere_than_on_a_terminal_is_a_line_every_ten_seconds() {
        ProgressLine line = new ProgressLine(new PrintWriter(out), false);
        for (int second = 1; second <= 30; second++) {
            line.accept(
                    new SimulatedProducer.Progress(
                            second * 50L,
                            second * 50L,
                            1,
                            Duration.ofSeconds(second),
                            Duration.ZERO));
        }
        line.end();
        assertThat(out.toString().lines()).hasSize(3).allMatch(text -> text.contains("50.0/s"));
    }

    @Test
    void progress_on_a_terminal_is_one_line_written_over() {
        ProgressLine line = new ProgressLine(new PrintWriter(out), true);
        for (int second = 1; second <= 3; second++) {
            line.accept(
                    new SimulatedProducer.Progress(
                            second, second, 0, Duration.ofSeconds(second), Duration.ofSeconds(2)));
        }
        line.end();
        assertThat(out.toString()).contains("behind 2s");
        assertThat(out.toString().chars().filter(c -> c == '\n')).hasSize(1);
        assertThat(out.toString().chars().filter(c -> c == '\r')).hasSize(3);
    }

    private int execute(String... arguments) {
        CommandLine commands = ProducersMain.commands();
        return commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Carries the options under test. */
    @CommandLine.Command
    private static final class Holder {
        @SuppressWarnings("UnusedVariable") // picocli reads it
        @CommandLine.Mixin
        private final ConnectionOptions options;

        Holder(ConnectionOptions options) {
            this.options = options;
        }
    }
}
