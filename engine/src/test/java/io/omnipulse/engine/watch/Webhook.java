package io.omnipulse.engine.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whoever is called when there is something to see: remembers the calls. */
final class Webhook implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * An alert in a call.
     *
     * @param name which
     * @param status {@code firing} or {@code resolved}
     * @param alert all that was said of it
     * @param atNanos when the call came
     */
    record Call(String name, String status, JsonNode alert, long atNanos) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private Webhook(HttpServer server) {
        this.server = server;
    }

    static Webhook open() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Webhook webhook = new Webhook(server);
        server.createContext(
                "/",
                exchange -> {
                    webhook.remember(JSON.readTree(exchange.getRequestBody()));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return webhook;
    }

    private void remember(JsonNode call) {
        long now = System.nanoTime();
        for (JsonNode alert : call.path("alerts")) {
            calls.add(
                    new Call(
                            alert.at("/labels/alertname").asText(),
                            alert.path("status").asText(),
                            alert,
                            now));
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    Optional<Call> first(String name, String status) {
        return calls.stream()
                .filter(call -> call.name().equals(name) && call.status().equals(status))
                .findFirst();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
