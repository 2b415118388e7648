package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** A running server, and clients of it: an orderly one and one that sends what it likes. */
final class Served implements AutoCloseable {
    /** On a free port of loopback. */
    static final ServeSettings SETTINGS =
            ServeSettings.loopback().withPort(0).withWindows(EnumSet.of(Window.M5, Window.H1));

    private final HttpClient client = HttpClient.newHttpClient();
    private final KpiHttp server;

    private Served(KpiHttp server) {
        this.server = server.start();
    }

    static Served table(SampleTable sample, ServeSettings settings, HealthCheck... checks) {
        return reading(sample.read(), settings, checks);
    }

    static Served reading(ReadSide read, ServeSettings settings, HealthCheck... checks) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new KpiMetrics(read, SampleCatalog.catalog(), settings).bindTo(registry);
        return new Served(
                KpiHttp.serving(
                        settings, read, SampleCatalog.catalog(), registry, List.of(checks)));
    }

    static Served withoutTable() {
        return new Served(processing(SETTINGS));
    }

    static KpiHttp processing(ServeSettings settings) {
        return KpiHttp.processing(
                settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of());
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JsonMapper.builder().build().readTree(response.body());
    }

    /** The bytes of a request that ends its connection. */
    static byte[] request(String methodAndTarget, String host) {
        List<String> lines =
                List.of(
                        methodAndTarget + " HTTP/1.1",
                        "Host: " + host,
                        "Connection: close",
                        "",
                        "");
        return String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The status that these bytes get. */
    String statusOf(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(start, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
