package io.omnipulse.engine.watch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A process whose metrics a test writes by hand; it can be absent for a while. */
final class Exposition implements AutoCloseable {
    private final int port;
    private volatile String metrics;
    private volatile HttpServer server;

    private Exposition(int port, String metrics) throws IOException {
        this.port = port;
        this.metrics = metrics;
        this.server = listen();
    }

    static Exposition of(String metrics) throws IOException {
        return new Exposition(Http.freePort(), metrics);
    }

    void says(String text) {
        metrics = text;
    }

    /** Nobody answers at its address any more. */
    void goAway() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = listen();
    }

    private HttpServer listen() throws IOException {
        HttpServer anew =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        anew.createContext(
                "/metrics",
                exchange -> {
                    byte[] text = metrics.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                    exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
                    exchange.getResponseBody().write(text);
                    exchange.close();
                });
        anew.start();
        return anew;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        goAway();
    }
}
