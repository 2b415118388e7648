package io.omnipulse.schemas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server in place of a registry, which answers as it is told and remembers what it was
 * asked.
 */
final class StubRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private StubRegistry(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    static StubRegistry answering(int status, String body) throws IOException {
        return start(exchange -> send(exchange, status, body));
    }

    /** Takes requests and says nothing. */
    static StubRegistry silent() throws IOException {
        StubRegistry stub = new StubRegistry(bind());
        stub.serve(exchange -> stub.awaitClosing());
        return stub;
    }

    /** Begins an answer and never ends it. */
    static StubRegistry trickling() throws IOException {
        StubRegistry stub = new StubRegistry(bind());
        stub.serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    stub.awaitClosing();
                });
        return stub;
    }

    static StubRegistry start(HttpHandler handler) throws IOException {
        StubRegistry stub = new StubRegistry(bind());
        stub.serve(handler);
        return stub;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Methods and paths, oldest first. */
    List<String> requests() {
        return requests;
    }

    /** The headers of that name, oldest first. */
    List<String> authorizations() {
        return authorizations;
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpHandler handler) {
        server.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    authorizations.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    handler.handle(exchange);
                });
        server.start();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer bind() throws IOException {
        return HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    }
}
