package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A producer in another language, through the registry, into a running engine. */
@Timeout(240)
class ForeignClientIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final int EVENTS = 50;

    @Test
    void events_of_a_python_producer_are_counted() throws Exception {
        assumePythonClient();
        SampleTraffic first =
                SampleTraffic.of(71, Instant.now().minusSeconds(20), 5, Duration.ofSeconds(10));
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.BROKER)) {
            cluster.sendAll(
                    first.records(),
                    SampleTraffic::occurredAtMs); // registers the schemas, as a first producer does
            try (Engine engine =
                    LiveEngine.start(cluster, LiveEngine.stream(cluster.sources(), false), "one")) {
                Await.until("the engine runs", Duration.ofSeconds(60), engine::isRunning);

                int exitCode =
                        python(
                                script(cluster),
                                cluster.settings().getOrDefault("bootstrap.servers", ""),
                                registry.url(),
                                Integer.toString(EVENTS));

                assertThat(exitCode).isZero();
                Await.until(
                        "all events are counted",
                        Duration.ofSeconds(60),
                        () ->
                                Ledgers.outcomes(cluster).getOrDefault("counted", 0L)
                                        == first.records().size() + EVENTS);
            }
        }
    }

    private static Path script(LiveCluster cluster) throws IOException {
        Path script = cluster.directory().resolve("produce.py");
        try (var in = ForeignClientIT.class.getResourceAsStream("produce.py")) {
            assertThat(in).isNotNull();
            Files.write(script, in.readAllBytes());
        }
        return script;
    }

    /** Debian's client; skipped where it is not installed, except in CI. */
    private static void assumePythonClient() throws Exception {
        boolean there =
                Files.isExecutable(PYTHON)
                        && python(null, "-c", "import confluent_kafka, avro, requests") == 0;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("CI must have python3-confluent-kafka, python3-avro and python3-requests")
                    .isTrue();
        }
        assumeTrue(
                there, "needs Debian's python3-confluent-kafka, python3-avro and python3-requests");
    }

    private static int python(@Nullable Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        if (script != null) {
            command.add(script.toString());
        }
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0 && script != null) {
            throw new AssertionError("the Python producer failed:\n" + said);
        }
        return exitCode;
    }
}
