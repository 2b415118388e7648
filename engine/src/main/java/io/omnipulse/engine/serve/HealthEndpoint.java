package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Probes. Live: this process answers, so leave it alone. Ready: what it answers is true, so send it
 * readers.
 */
final class HealthEndpoint {
    private static final int UNAVAILABLE = 503;

    private final List<HealthCheck> checks;

    HealthEndpoint(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    void live(Context context) {
        context.contentType("application/json").result("{\"status\":\"live\"}");
    }

    void ready(Context context) {
        List<String> reasons = problems();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", reasons.isEmpty() ? "ready" : "not ready");
        if (!reasons.isEmpty()) {
            ArrayNode array = json.putArray("reasons");
            reasons.forEach(array::add);
            context.status(UNAVAILABLE);
        }
        context.contentType("application/json").result(json.toString());
    }

    /** Why this process is not ready; empty if it is. */
    List<String> problems() {
        return checks.stream()
                .map(HealthCheck::problem)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
