package io.omnipulse.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.avro.Schema;

/** Talks to a registry as any HTTP client would, without our own client. */
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    RegistryHttp(String url) {
        this.url = url;
    }

    /** A status and a body. */
    record Reply(int status, JsonNode body) {
        int errorCode() {
            return body.path("error_code").asInt();
        }
    }

    Reply get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    Reply post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    Reply put(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .PUT(BodyPublishers.ofString(body))
                        .build());
    }

    Reply delete(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE().build());
    }

    Reply register(String subject, String schema) throws Exception {
        return post("/subjects/" + subject + "/versions", request(schema));
    }

    static String request(String schema) throws Exception {
        return JSON.writeValueAsString(Map.of("schema", schema));
    }

    static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    static String canonical(String schema) {
        return new Schema.Parser().parse(schema).toString();
    }

    private Reply send(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }
}
