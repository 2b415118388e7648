package io.omnipulse.engine.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus itself, with the shipped configuration and rules, but in a hurry. */
final class RealPrometheus implements AutoCloseable {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final Process process;

    private RealPrometheus(String url, Process process) {
        this.url = url;
        this.process = process;
    }

    /**
     * Starts it in a directory, whose part {@code data} may hold history.
     *
     * @param targets who is scraped, by the names of the shipped jobs and further ones
     * @param alertmanager where alerts are sent
     * @param every how often is scraped and evaluated
     */
    static RealPrometheus start(
            Path directory,
            Map<String, String> targets,
            Optional<String> alertmanager,
            Duration every)
            throws Exception {
        return start(directory, configuration(targets, alertmanager, every));
    }

    /**
     * Starts one that scrapes nobody and takes what is sent to it.
     *
     * @param outOfOrder how much older than its newest a sample may be, as Prometheus writes it
     */
    static RealPrometheus receiving(Path directory, String outOfOrder) throws Exception {
        ObjectNode configuration = YAML.createObjectNode();
        configuration
                .putObject("storage")
                .putObject("tsdb")
                .put("out_of_order_time_window", outOfOrder);
        return start(directory, configuration, "--web.enable-remote-write-receiver");
    }

    private static RealPrometheus start(Path directory, ObjectNode configuration, String... options)
            throws Exception {
        Program program = Program.named("prometheus", "prometheus");
        Path config = directory.resolve("prometheus.yml");
        YAML.writeValue(config.toFile(), configuration);
        int port = Http.freePort();
        Path log = directory.resolve("prometheus.log");
        Process process =
                program.start(
                        directory,
                        Stream.concat(
                                        Stream.of(
                                                "--config.file=" + config,
                                                "--storage.tsdb.path=" + directory.resolve("data"),
                                                "--web.listen-address=127.0.0.1:" + port),
                                        Stream.of(options))
                                .toList(),
                        log);
        RealPrometheus prometheus = new RealPrometheus("http://127.0.0.1:" + port, process);
        Http.await(
                "Prometheus is ready; its log: " + log,
                Duration.ofSeconds(30),
                () -> Http.isReady(prometheus.url + "/-/ready"));
        return prometheus;
    }

    /** The shipped file, with other addresses and a faster clock. */
    private static ObjectNode configuration(
            Map<String, String> targets, Optional<String> alertmanager, Duration every)
            throws IOException {
        ObjectNode shipped =
                (ObjectNode) YAML.readTree(Shipped.PROMETHEUS.resolve("prometheus.yml").toFile());
        String interval = every.toMillis() + "ms";
        ObjectNode global = (ObjectNode) shipped.path("global");
        global.put("scrape_interval", interval);
        global.put("scrape_timeout", interval);
        global.put("evaluation_interval", interval);
        shipped.putArray("rule_files").add(Shipped.RULES.toString());
        ArrayNode managers = ((ObjectNode) shipped.path("alerting")).putArray("alertmanagers");
        alertmanager.ifPresent(address -> addTarget(managers.addObject(), address));
        ArrayNode jobs = shipped.putArray("scrape_configs");
        targets.forEach(
                (job, address) -> addTarget(jobs.addObject().put("job_name", job), address));
        return shipped;
    }

    private static void addTarget(ObjectNode to, String address) {
        to.putArray("static_configs").addObject().putArray("targets").add(address);
    }

    /** What a query answers now: the series. */
    JsonNode now(String expr) throws Exception {
        return result("/api/v1/query", Map.of("query", expr));
    }

    /** What a query answered at an instant. */
    JsonNode at(Instant instant, String expr) throws Exception {
        return result(
                "/api/v1/query",
                Map.of("query", expr, "time", Long.toString(instant.getEpochSecond())));
    }

    /** Where it takes samples. */
    URI writeUrl() {
        return URI.create(url + "/api/v1/write");
    }

    /** What a query answers over the last time: the series. */
    JsonNode over(Duration last, Duration step, String expr) throws Exception {
        long end = System.currentTimeMillis() / 1000;
        return result(
                "/api/v1/query_range",
                Map.of(
                        "query", expr,
                        "start", Long.toString(end - last.toSeconds()),
                        "end", Long.toString(end),
                        "step", Long.toString(step.toSeconds())));
    }

    /** The values of a label of a metric's series. */
    JsonNode labelValues(String metric, String label) throws Exception {
        return data("/api/v1/label/" + label + "/values", Map.of("match[]", metric));
    }

    private JsonNode result(String path, Map<String, String> parameters) throws Exception {
        return data(path, parameters).path("result");
    }

    private JsonNode data(String path, Map<String, String> parameters) throws Exception {
        JsonNode answer = JSON.readTree(Http.get(url + path + Http.query(parameters)).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(parameters + ": " + answer);
        }
        return answer.path("data");
    }

    /** History that it finds when it starts: OpenMetrics text with timestamps. */
    static void giveHistory(Path directory, String openMetrics) throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Path file = Files.writeString(directory.resolve("history.om"), openMetrics);
        Program.named("promtool", "prometheus")
                .succeedsWith(
                        directory,
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        file.toString(),
                        data.toString());
    }

    @Override
    public void close() {
        Http.stop(process);
    }
}
