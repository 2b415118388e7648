package io.omnipulse.benchmarks.live;

import io.omnipulse.benchmarks.harness.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code engine}, asked over HTTP. */
final class LiveEngine implements AutoCloseable {
    private static final Duration UP_AT_MOST = Duration.ofSeconds(60);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+?/(?=\\s|$)");

    private final Launched process;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LiveEngine(Launched process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it on the session's cluster; returns when its port answers.
     *
     * @param settings as environment variables
     */
    static LiveEngine start(Session session, Path state, int threads, Map<String, String> settings)
            throws InterruptedException {
        Map<String, String> environment = environment(session, state, threads);
        environment.putAll(settings);
        Launched process =
                Launched.start(
                        session.jvm().measured(false),
                        List.of(
                                "engine",
                                "--port",
                                "0",
                                "--bootstrap-server",
                                session.cluster().getOrDefault("bootstrap.servers", ""),
                                "--schema-registry",
                                session.cluster().getOrDefault("schema.registry.url", "")),
                        environment,
                        "omnipulse engine (",
                        session.logs().resolve("live-engine.log"));
        try {
            Matcher found = ADDRESS.matcher(process.awaitUp(UP_AT_MOST));
            if (!found.find()) {
                throw new IllegalStateException("the engine did not say where it listens");
            }
            return new LiveEngine(process, URI.create(found.group()));
        } catch (RuntimeException | InterruptedException failed) {
            process.close();
            throw failed;
        }
    }

    /** What an engine on the session's cluster is told by environment variables. */
    static Map<String, String> environment(Session session, Path state, int threads) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OMNIPULSE_STATE_DIR", state.toString());
        environment.put("OMNIPULSE_THREADS", Integer.toString(threads));
        environment.put(
                "OMNIPULSE_HOME_PARTITIONS", Integer.toString(session.workload().partitions()));
        return environment;
    }

    /** The text of {@code /metrics}. */
    String metrics() throws IOException, InterruptedException {
        return get("metrics").body();
    }

    boolean isReady() throws IOException, InterruptedException {
        return get("health/ready").statusCode() == 200;
    }

    /**
     * Waits until it is ready.
     *
     * @return seconds since the process began
     */
    double awaitReady(Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the engine was not ready within " + atMost.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return (System.currentTimeMillis() - process.begunMs()) / 1000.0;
    }

    /** Waits until the ledger says that so many events are counted. */
    void awaitCounted(long events, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (counted() < events) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only "
                                + counted()
                                + " of "
                                + events
                                + " events were counted within "
                                + atMost.toSeconds()
                                + " s");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private long counted() throws IOException, InterruptedException {
        return (long)
                Samples.of(metrics())
                        .filter(
                                sample ->
                                        sample.name().equals("omnipulse_events_total")
                                                && sample.labels().contains("outcome=\"counted\""))
                        .mapToDouble(Samples.Sample::value)
                        .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_AT_MOST).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }
}
