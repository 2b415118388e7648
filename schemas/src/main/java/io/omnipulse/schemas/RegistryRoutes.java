package io.omnipulse.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Confluent's REST API over a {@link SchemaStore}: a request in, an answer out, without the
 * network.
 */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SchemaStore store;

    RegistryRoutes(SchemaStore store) {
        this.store = store;
    }

    /**
     * @param method HTTP's
     * @param path its parts, decoded
     * @param query its parameters, decoded
     * @param body empty where there is none
     */
    record Request(String method, List<String> path, Map<String, String> query, String body) {

        /** Whether the path looks like this; {@code *} stands for any one part. */
        boolean at(String... pattern) {
            if (path.size() != pattern.length) {
                return false;
            }
            for (int i = 0; i < pattern.length; i++) {
                if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        String part(int index) {
            return path.get(index);
        }

        boolean flag(String name) {
            return "true".equalsIgnoreCase(query.get(name));
        }
    }

    JsonNode answer(Request request) throws RegistryError {
        return switch (request.method()) {
            case "GET" -> get(request);
            case "POST" -> post(request);
            case "PUT" -> put(request);
            default -> throw new RegistryError(405, "HTTP 405 Method Not Allowed");
        };
    }

    private JsonNode get(Request request) throws RegistryError {
        if (request.at()) {
            return NODES.objectNode();
        }
        return switch (request.part(0)) {
            case "subjects" -> getSubjects(request);
            case "schemas" -> getSchemas(request);
            case "config" -> getConfig(request);
            case "mode" -> NODES.objectNode().put("mode", "READWRITE");
            default -> throw notFound();
        };
    }

    private JsonNode getSubjects(Request request) throws RegistryError {
        if (request.at("subjects")) {
            String prefix = request.query().getOrDefault("subjectPrefix", "");
            return strings(
                    store.subjects().stream()
                            .filter(subject -> subject.startsWith(prefix))
                            .toList());
        }
        if (request.at("subjects", "*", "versions")) {
            ArrayNode versions = NODES.arrayNode();
            store.versionsOf(request.part(1))
                    .forEach(registered -> versions.add(registered.version()));
            return versions;
        }
        if (request.at("subjects", "*", "versions", "*")) {
            return describe(store.version(request.part(1), request.part(3)));
        }
        if (request.at("subjects", "*", "versions", "*", "schema")) {
            return parse(store.version(request.part(1), request.part(3)).schema());
        }
        throw notFound();
    }

    private JsonNode getSchemas(Request request) throws RegistryError {
        if (request.at("schemas", "types")) {
            return strings(List.of("AVRO"));
        }
        if (request.at("schemas", "ids", "*")) {
            return NODES.objectNode().put("schema", store.schema(id(request)));
        }
        if (request.at("schemas", "ids", "*", "schema")) {
            return parse(store.schema(id(request)));
        }
        if (request.at("schemas", "ids", "*", "subjects")) {
            return strings(
                    store.uses(id(request)).stream().map(RegisteredSchema::subject).toList());
        }
        if (request.at("schemas", "ids", "*", "versions")) {
            ArrayNode uses = NODES.arrayNode();
            store.uses(id(request))
                    .forEach(
                            use ->
                                    uses.addObject()
                                            .put("subject", use.subject())
                                            .put("version", use.version()));
            return uses;
        }
        throw notFound();
    }

    private JsonNode getConfig(Request request) throws RegistryError {
        if (request.at("config")) {
            return level(store.level());
        }
        if (request.at("config", "*")) {
            String subject = request.part(1);
            Optional<Compatibility> own = store.ownLevel(subject);
            if (own.isEmpty() && !request.flag("defaultToGlobal")) {
                throw new RegistryError(
                        40408,
                        "Subject '"
                                + subject
                                + "' does not have subject-level compatibility configured");
            }
            return level(own.orElseGet(store::level));
        }
        throw notFound();
    }

    private JsonNode post(Request request) throws RegistryError {
        if (request.at("subjects", "*", "versions")) {
            RegisteredSchema registered = store.register(request.part(1), schema(request));
            return NODES.objectNode().put("id", registered.id());
        }
        if (request.at("subjects", "*")) {
            return describe(store.lookup(request.part(1), schema(request)));
        }
        if (request.at("compatibility", "subjects", "*", "versions")) {
            return compatibility(request, store.objections(request.part(2), schema(request)));
        }
        if (request.at("compatibility", "subjects", "*", "versions", "*")) {
            return compatibility(
                    request, store.objections(request.part(2), request.part(4), schema(request)));
        }
        throw notFound();
    }

    private JsonNode put(Request request) throws RegistryError {
        if (!request.at("config") && !request.at("config", "*")) {
            throw notFound();
        }
        String name = parse(request.body()).path("compatibility").asText("");
        Compatibility level =
                Compatibility.named(name)
                        .orElseThrow(
                                () ->
                                        new RegistryError(
                                                42203,
                                                "Invalid compatibility level: '" + name + "'"));
        store.setLevel(request.path().stream().skip(1).findFirst(), level);
        return NODES.objectNode().put("compatibility", level.name());
    }

    private static JsonNode compatibility(Request request, List<String> objections) {
        ObjectNode answer = NODES.objectNode().put("is_compatible", objections.isEmpty());
        if (request.flag("verbose")) {
            answer.set("messages", strings(objections));
        }
        return answer;
    }

    private static JsonNode describe(RegisteredSchema registered) {
        return NODES.objectNode()
                .put("subject", registered.subject())
                .put("version", registered.version())
                .put("id", registered.id())
                .put("schema", registered.schema());
    }

    private static JsonNode level(Compatibility level) {
        return NODES.objectNode().put("compatibilityLevel", level.name());
    }

    private static ArrayNode strings(Collection<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static int id(Request request) throws RegistryError {
        String id = request.part(2);
        if (!id.matches("[0-9]{1,9}")) {
            throw RegistryError.noSchema(id);
        }
        return Integer.parseInt(id);
    }

    private static String schema(Request request) throws RegistryError {
        JsonNode body = parse(request.body());
        String type = body.path("schemaType").asText("AVRO");
        if (!type.isEmpty() && !type.equals("AVRO")) {
            throw new RegistryError(
                    42201, "Invalid schema: this registry takes AVRO only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw new RegistryError(
                    42201, "Invalid schema: this registry takes no references to other schemas");
        }
        if (!body.path("schema").isTextual()) {
            throw new RegistryError(42201, "Invalid schema: the request has no \"schema\"");
        }
        return body.path("schema").textValue();
    }

    private static JsonNode parse(String text) throws RegistryError {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RegistryError(400, "The request is no JSON: " + e.getOriginalMessage());
        }
    }

    private static RegistryError notFound() {
        return new RegistryError(404, "HTTP 404 Not Found");
    }
}
