package io.omnipulse.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A page as a browser shows it: Debian's Chromium, without a window, told what to do over its
 * DevTools protocol. Skipped where it is not installed, but never in CI.
 */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final String LISTENING = "DevTools listening on ";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final Wire wire;
    private final String session;

    /** Commands to the browser, and its answers to them by number. */
    private static final class Wire implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean complete) {
            message.append(text);
            if (complete) {
                answered(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void answered(String text) {
            try {
                JsonNode answer = JsonMapper.builder().build().readTree(text);
                CompletableFuture<JsonNode> of = asked.remove(answer.path("id").asInt());
                if (of != null) {
                    of.complete(answer);
                }
            } catch (IOException e) {
                throw new AssertionError("the browser sent no JSON", e);
            }
        }

        JsonNode ask(WebSocket socket, String session, String method, ObjectNode parameters)
                throws Exception {
            ObjectNode command = JsonNodeFactory.instance.objectNode();
            int id = last.incrementAndGet();
            command.put("id", id).put("method", method).set("params", parameters);
            if (!session.isEmpty()) {
                command.put("sessionId", session);
            }
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            asked.put(id, answer);
            socket.sendText(command.toString(), true).get(10, TimeUnit.SECONDS);
            JsonNode done = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(done.path("error").isMissingNode()).as(method + ": " + done).isTrue();
            return done.path("result");
        }
    }

    private final WebSocket socket;

    private Chromium(Process process, Wire wire, WebSocket socket, String session) {
        this.process = process;
        this.wire = wire;
        this.socket = socket;
        this.session = session;
    }

    /**
     * Opens an empty page of 1280 by 900.
     *
     * @param profile an empty directory
     */
    public static Chromium open(Path profile) throws Exception {
        boolean there = Files.isExecutable(PROGRAM);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("CI must have chromium: apt-get install chromium").isTrue();
        }
        assumeTrue(there, "chromium is not installed");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        "--remote-debugging-port=0",
                                        "--user-data-dir=" + profile,
                                        "about:blank"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Wire wire = new Wire();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(address(process), wire)
                        .get(20, TimeUnit.SECONDS);
        String target =
                wire.ask(socket, "", "Target.createTarget", json().put("url", "about:blank"))
                        .get("targetId")
                        .textValue();
        ObjectNode attach = json().put("targetId", target).put("flatten", true);
        String session =
                wire.ask(socket, "", "Target.attachToTarget", attach).get("sessionId").textValue();
        return new Chromium(process, wire, socket, session).sized(1280, 900, false);
    }

    private static URI address(Process process) throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()).strip());
            }
        }
        throw new AssertionError("chromium ended before it listened");
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode ask(String method, ObjectNode parameters) throws Exception {
        return wire.ask(socket, session, method, parameters);
    }

    /** Makes the window so large, and the colours dark or light. */
    public Chromium sized(int width, int height, boolean dark) throws Exception {
        ask(
                "Emulation.setDeviceMetricsOverride",
                json().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 500));
        ObjectNode media = json();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", media);
        return this;
    }

    public void show(String url) throws Exception {
        ask("Page.navigate", json().put("url", url));
    }

    /** What an expression of the page comes to, as text. */
    public String value(String expression) throws Exception {
        JsonNode result =
                ask(
                        "Runtime.evaluate",
                        json().put("expression", "String(" + expression + ")")
                                .put("returnByValue", true));
        assertThat(result.path("exceptionDetails").isMissingNode())
                .as(expression + ": " + result)
                .isTrue();
        return result.path("result").path("value").textValue();
    }

    /** What can be read on the page. */
    public String text() throws Exception {
        return value("document.body === null ? '' : document.body.innerText");
    }

    /** Waits until the page shows all of these texts, and answers all that it shows. */
    public String awaitText(String... expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String text = text();
        while (!List.of(expected).stream().allMatch(text::contains)) {
            if (System.nanoTime() > deadline) {
                assertThat(text).contains(expected);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            text = text();
        }
        return text;
    }

    /** Writes what is to be seen, all of it, as a picture. */
    void picture(Path file) throws Exception {
        String data =
                ask(
                                "Page.captureScreenshot",
                                json().put("format", "png").put("captureBeyondViewport", true))
                        .get("data")
                        .textValue();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
