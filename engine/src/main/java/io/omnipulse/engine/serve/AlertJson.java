package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Alerts and watches as JSON objects: numbers as numbers, times as text, what is absent null. */
final class AlertJson {
    private AlertJson() {}

    /** The object of an alert, with the field names of the record {@code KpiAlert}. */
    static ObjectNode of(Alert alert) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", alert.id())
                .put("rule", alert.rule())
                .put("kpi", alert.kpi())
                .put("campaign", alert.campaign())
                .put("channel", alert.channel())
                .put("opened_at", alert.openedAt().toString())
                .put("closed_at", alert.closedAt().map(Instant::toString).orElse(null));
        put(json, "observed", alert.observed());
        put(json, "expected", alert.expected());
        put(json, "lower", alert.lower());
        put(json, "upper", alert.upper());
        put(json, "detectable_drop", alert.detectableDrop());
        json.put("n", alert.n());
        ArrayNode causes = json.putArray("causes");
        for (Alert.Cause cause : alert.causes()) {
            causes.addObject()
                    .put("campaign", cause.campaign())
                    .put("channel", cause.channel())
                    .put("rate_effect", cause.rateEffect())
                    .put("mix_effect", cause.mixEffect());
        }
        return json.put("message", alert.message()).put("version", alert.version());
    }

    /**
     * The object of a watch.
     *
     * @param age time since it was last known to hold
     */
    static ObjectNode of(Watch watch, Duration age) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kpi", watch.key().kpi())
                .put("campaign", watch.key().campaign())
                .put("channel", watch.key().channel())
                .put("state", watch.state().text());
        put(json, "detectable_drop", watch.detectableDrop());
        put(json, "expected_per_minute", watch.expectedPerMinute());
        return json.put("age_seconds", age.toMillis() / 1000.0);
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        json.put(name, value.isPresent() ? (Double) value.getAsDouble() : null);
    }
}
