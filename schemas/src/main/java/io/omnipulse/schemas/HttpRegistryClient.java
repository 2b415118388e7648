package io.omnipulse.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/**
 * Talks to Confluent's REST API, or to Apicurio's imitation of it at {@code /apis/ccompat/v7}.
 *
 * <p>Only a registry's own refusal counts as an answer: a status of 404 that does not carry one of
 * its error codes comes from a proxy, or from a wrong path, and believing it would turn every good
 * event into a dead letter.
 */
final class HttpRegistryClient implements RegistryClient {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER = 4 * WriterSchemas.MAX_TEXT;

    private final RegistryConfig config;
    private final HttpClient http;

    /**
     * The server that answered last is asked first, so that one that is down costs its timeout
     * once.
     */
    private final AtomicInteger preferred = new AtomicInteger();

    HttpRegistryClient(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.connectTimeout());
        RegistrySsl.context(config.ssl()).ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    @Override
    public int register(String subject, Schema schema) {
        Answer answer =
                ask("/subjects/" + encode(subject) + "/versions", Optional.of(body(schema)));
        if (answer.failed()) {
            throw new RegistryRefusedException(
                    answer.errorCode(), "Subject " + subject + ": " + answer.message());
        }
        return answer.number("id");
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return registered(ask("/subjects/" + encode(subject), Optional.of(body(schema))), subject);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return registered(
                ask("/subjects/" + encode(subject) + "/versions/latest", Optional.empty()),
                subject);
    }

    @Override
    public Optional<String> schemaById(int id) {
        Answer answer = ask("/schemas/ids/" + id, Optional.empty());
        if (answer.absent()) {
            return Optional.empty();
        }
        if (answer.failed()) {
            throw answer.unusable("asked for schema " + id);
        }
        return Optional.of(answer.text("schema"));
    }

    private static Optional<RegisteredSchema> registered(Answer answer, String subject) {
        if (answer.absent()) {
            return Optional.empty();
        }
        if (answer.failed()) {
            throw new RegistryRefusedException(
                    answer.errorCode(), "Subject " + subject + ": " + answer.message());
        }
        return Optional.of(
                new RegisteredSchema(
                        subject,
                        answer.number("version"),
                        answer.number("id"),
                        answer.text("schema")));
    }

    private static String body(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    /** Percent-encoding: the form encoding of {@link URLEncoder} differs for the space only. */
    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer ask(String path, Optional<String> body) {
        Duration wait = config.retryWait();
        for (int attempt = 0; ; attempt++) {
            try {
                return askAll(path, body);
            } catch (RegistryUnavailableException e) {
                if (attempt >= config.retries()) {
                    throw e;
                }
                pause(wait, e);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private Answer askAll(String path, Optional<String> body) {
        int servers = config.servers().size();
        int first = preferred.get();
        RegistryUnavailableException failure = null;
        for (int i = 0; i < servers; i++) {
            int index = (first + i) % servers;
            try {
                Answer answer = askOne(config.servers().get(index), path, body);
                preferred.set(index);
                return answer;
            } catch (RegistryUnavailableException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure != null
                ? failure
                : new RegistryUnavailableException("No schema registry is configured");
    }

    private Answer askOne(RegistryConfig.Server server, String path, Optional<String> body) {
        URI uri = URI.create(server.url() + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(config.readTimeout())
                        .header("Accept", CONTENT_TYPE);
        server.authorization().ifPresent(value -> request.header("Authorization", value));
        body.ifPresent(
                text ->
                        request.header("Content-Type", CONTENT_TYPE)
                                .POST(HttpRequest.BodyPublishers.ofString(text)));
        HttpResponse<byte[]> response = send(request.build());
        return new Answer(uri, response.statusCode(), parse(response.body())).checked();
    }

    /**
     * Waits for the whole answer no longer than the timeout; the client's own timeout ends with the
     * answer's first line.
     */
    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, answer -> new BoundedBody(MAX_ANSWER));
        try {
            return response.get(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw unavailable(request.uri(), "did not answer within " + config.readTimeout(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw unavailable(request.uri(), "does not answer: " + cause, cause);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(request.uri(), "was not waited for, the thread was interrupted", e);
        }
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // a page of a proxy; Answer.checked() says so
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        }
    }

    private static void pause(Duration wait, RegistryUnavailableException failure) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
    }

    private static RegistryUnavailableException unavailable(URI uri, String what, Throwable cause) {
        return new RegistryUnavailableException(
                "The schema registry at " + uri + " " + what, cause);
    }

    /** What a server said. */
    private record Answer(URI uri, int status, Optional<JsonNode> json) {

        /** The answer, if it is one that a registry gives on purpose. */
        Answer checked() {
            boolean done = status == 200 && json.isPresent();
            boolean refused = (absent() || status == 409 || status == 422) && json.isPresent();
            if (!done && !refused) {
                throw unusable("the answer is of no use");
            }
            return this;
        }

        boolean failed() {
            return status != 200;
        }

        /**
         * The registry's own word that it does not have it: 40401 subject, 40402 version, 40403
         * schema.
         */
        boolean absent() {
            return status == 404 && errorCode() / 100 == 404;
        }

        int errorCode() {
            return json.map(node -> node.path("error_code").asInt(status)).orElse(status);
        }

        String message() {
            return json.map(node -> node.path("message").asText("")).orElse("");
        }

        int number(String field) {
            JsonNode value = json.orElseThrow().path(field);
            if (!value.canConvertToInt()) {
                throw unusable("the answer has no " + field);
            }
            return value.intValue();
        }

        String text(String field) {
            JsonNode value = json.orElseThrow().path(field);
            if (!value.isTextual()) {
                throw unusable("the answer has no " + field);
            }
            return value.textValue();
        }

        RegistryUnavailableException unusable(String why) {
            String said = message().isEmpty() ? "" : ": " + message();
            return new RegistryUnavailableException(
                    "The schema registry at "
                            + uri
                            + " answered with status "
                            + status
                            + said
                            + "; "
                            + why);
        }
    }
}
