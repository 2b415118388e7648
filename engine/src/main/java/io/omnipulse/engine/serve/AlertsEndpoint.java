package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.Comparator;

/** Alerts, and the watches that raise them, as JSON. */
final class AlertsEndpoint {
    private static final String JSON = "application/json";

    private static final Comparator<Watch> BY_NAME =
            Comparator.comparing((Watch watch) -> watch.key().kpi())
                    .thenComparing(watch -> watch.key().campaign())
                    .thenComparing(watch -> watch.key().channel());

    private final ReadSide read;

    AlertsEndpoint(ReadSide read) {
        this.read = read;
    }

    /** An array of the alerts asked for, newest first. */
    void alerts(Context context) {
        AlertQuery query = AlertQuery.ofAlerts(context.queryParamMap());
        if (!read.alerts().isComplete()) {
            String why = read.alertsReader().problem().map(reason -> ": " + reason).orElse("");
            context.header("Retry-After", "1");
            throw Problem.of(503, "Starting", "The alerts are still being read" + why + ".")
                    .asException();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        read.alerts().newestFirst().stream()
                .filter(query::matches)
                .map(AlertJson::of)
                .forEach(array::add);
        context.contentType(JSON).result(array.toString());
    }

    /** An array of what the watches asked for are able to see, by KPI, campaign and channel. */
    void watches(Context context) {
        AlertQuery query = AlertQuery.ofWatches(context.queryParamMap());
        KpiTable table = read.table();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        table.watches().all().stream()
                .filter(query::matches)
                .sorted(BY_NAME)
                .map(watch -> AlertJson.of(watch, table.age(watch)))
                .forEach(array::add);
        context.contentType(JSON).result(array.toString());
    }
}
