package io.omnipulse.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process that speaks Confluent's REST API, for the demo, for {@code
 * compute} and for tests. Clients of other languages work against it. It listens on the loopback
 * interface only and has no users: not for production.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    /** Room for the longest schema with every character escaped. */
    private static final int MAX_BODY = WriterSchemas.MAX_TEXT;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 8;
    private static final int BACKLOG = 64;
    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Optional<SchemaJournal> journal;
    private final RegistryRoutes routes;

    private EmbeddedRegistry(
            HttpServer server, SchemaStore store, Optional<SchemaJournal> journal) {
        this.server = server;
        this.journal = journal;
        this.routes = new RegistryRoutes(store);
        this.threads = Executors.newFixedThreadPool(THREADS, EmbeddedRegistry::thread);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts a registry that forgets everything when it is closed.
     *
     * @param port 0 for any that is free
     */
    public static EmbeddedRegistry start(int port) throws IOException {
        return new EmbeddedRegistry(
                bind(port), new SchemaStore(SchemaStore.Journal.NONE), Optional.empty());
    }

    /**
     * Starts a registry that keeps its schemas and their ids in the directory.
     *
     * @param port 0 for any that is free
     * @param directory made where it is missing
     */
    public static EmbeddedRegistry start(int port, Path directory) throws IOException {
        HttpServer server = bind(port);
        try {
            SchemaJournal journal = SchemaJournal.open(directory);
            try {
                SchemaStore store = new SchemaStore(journal);
                journal.replay(store);
                return new EmbeddedRegistry(server, store, Optional.of(journal));
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    /** The address for {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stops at once; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        journal.ifPresent(
                file -> {
                    try {
                        file.close();
                    } catch (IOException e) {
                        // Each change was forced to disk when it was made, so nothing is lost.
                        LOG.atWarn().setCause(e).log("The registry's file did not close");
                    }
                });
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "embedded-registry-" + THREAD_NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            JsonNode answer;
            int status = 200;
            try {
                answer = routes.answer(request(exchange));
            } catch (RegistryError e) {
                status = e.status();
                answer = error(e);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("The registry failed to answer a request");
                status = 500;
                answer =
                        error(new RegistryError(50001, "Error in the registry: " + e.getMessage()));
            }
            send(exchange, status, answer);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The registry's client went away");
        }
    }

    private static JsonNode error(RegistryError error) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", error.code())
                .put("message", error.text());
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer)
            throws IOException {
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static RegistryRoutes.Request request(HttpExchange exchange)
            throws IOException, RegistryError {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new RegistryError(413, "The request is longer than " + MAX_BODY + " bytes");
        }
        String path = exchange.getRequestURI().getRawPath();
        try {
            List<String> parts =
                    Stream.of(path.split("/", -1))
                            .filter(part -> !part.isEmpty())
                            .map(EmbeddedRegistry::decode)
                            .toList();
            return new RegistryRoutes.Request(
                    exchange.getRequestMethod(),
                    parts,
                    query(Optional.ofNullable(exchange.getRequestURI().getRawQuery())),
                    new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new RegistryError(400, "HTTP 400 Bad Request: " + e.getMessage());
        }
    }

    private static Map<String, String> query(Optional<String> text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Percent-decoding; a plus sign stays one, as in a path. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
