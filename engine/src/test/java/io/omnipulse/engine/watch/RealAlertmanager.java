package io.omnipulse.engine.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Alertmanager itself, with the shipped configuration, but in a hurry and with another webhook. */
final class RealAlertmanager implements AutoCloseable {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String address;
    private final Process process;

    private RealAlertmanager(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    static RealAlertmanager start(Path directory, String webhook) throws Exception {
        Program program = Program.named("prometheus-alertmanager", "prometheus-alertmanager");
        Path config = directory.resolve("alertmanager.yml");
        YAML.writeValue(config.toFile(), configuration(webhook));
        String address = "127.0.0.1:" + Http.freePort();
        Path log = directory.resolve("alertmanager.log");
        Process process =
                program.start(
                        directory,
                        List.of(
                                "--config.file=" + config,
                                "--storage.path=" + directory.resolve("alertmanager"),
                                "--cluster.listen-address=",
                                "--web.listen-address=" + address),
                        log);
        Http.await(
                "Alertmanager is ready; its log: " + log,
                Duration.ofSeconds(30),
                () -> Http.isReady("http://" + address + "/-/ready"));
        return new RealAlertmanager(address, process);
    }

    private static ObjectNode configuration(String webhook) throws IOException {
        ObjectNode shipped = (ObjectNode) YAML.readTree(Shipped.ALERTMANAGER.toFile());
        ObjectNode route = (ObjectNode) shipped.path("route");
        route.put("group_wait", "2s");
        route.put("group_interval", "2s");
        ObjectNode receiver = (ObjectNode) shipped.at("/receivers/0/webhook_configs/0");
        receiver.put("url", webhook);
        return shipped;
    }

    String address() {
        return address;
    }

    /** What it knows of an alert; empty if it knows none of that name. */
    Optional<JsonNode> alert(String name) throws IOException, InterruptedException {
        JsonNode alerts = JSON.readTree(Http.get("http://" + address + "/api/v2/alerts").body());
        return StreamSupport.stream(alerts.spliterator(), false)
                .filter(alert -> alert.at("/labels/alertname").asText().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        Http.stop(process);
    }
}
