package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.row.JsonRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** The present table as JSON, for programs and for the live page. */
final class ApiEndpoint {
    private static final String JSON = "application/json";

    private final ReadSide read;
    private final KpiTable table;
    private final KpiCatalog catalog;
    private final KpiNames names;
    private final ServeSettings settings;
    private final HealthEndpoint health;

    ApiEndpoint(ReadSide read, KpiCatalog catalog, ServeSettings settings, HealthEndpoint health) {
        this.read = read;
        this.table = read.table();
        this.catalog = catalog;
        this.names = new KpiNames(catalog);
        this.settings = settings;
        this.health = health;
    }

    /**
     * An array of the rows asked for, one KPI an object, as in {@code jsonl} files and in their
     * order.
     */
    void kpis(Context context) throws IOException {
        KpiQuery query = KpiQuery.of(context.queryParamMap(), catalog, names, settings.windows());
        if (!table.isComplete()) {
            context.header("Retry-After", "1");
            throw Problem.of(
                            503,
                            "Starting",
                            "The published rows are still being read; ask again in a second.")
                    .asException();
        }
        List<TableRow> rows =
                table.rows().stream()
                        .filter(
                                row ->
                                        settings.windows().contains(row.key().window())
                                                && query.matches(row))
                        .sorted(TableRow.ORDER)
                        .toList();
        context.contentType(JSON);
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
        out.write('[');
        String separator = "\n";
        for (TableRow row : rows) {
            Duration age = table.age(row);
            for (RowLine line : row.lines(table.stageOf(row))) {
                if (query.matches(line)) {
                    out.append(separator).append(JsonRows.object(line, age));
                    separator = ",\n";
                }
            }
        }
        out.write("]\n");
        out.flush();
    }

    /** The definitions, in the order of the catalogue. */
    void catalogue(Context context) {
        KpiQuery.requireKnown(context.queryParamMap(), List.of());
        ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
        catalog.definitions().forEach(definition -> definitions.add(json(definition)));
        context.contentType(JSON).result(definitions.toString());
    }

    private ObjectNode json(KpiDefinition definition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", definition.id());
        json.put(
                "metric",
                KpiNames.PREFIX + definition.id() + (definition.byCurrency() ? "_<currency>" : ""));
        json.put("kind", definition.kind().id());
        json.put("numerator", text(definition.numerator()));
        json.put("denominator", definition.denominator().map(ApiEndpoint::text).orElse(null));
        json.put("n", definition.sample().map(ApiEndpoint::text).orElse(null));
        json.put("unit", definition.unit().id());
        ArrayNode windows = json.putArray("windows");
        settings.windows().stream()
                .filter(definition.windows()::contains)
                .map(Window::label)
                .forEach(windows::add);
        json.put("by_currency", definition.byCurrency());
        if (definition.byCurrency()) {
            json.put(
                    "note",
                    "One value for each currency, with the ISO 4217 code in lower case behind the"
                            + " id, as in "
                            + definition.id()
                            + "_eur. As a filter, the id alone means every currency.");
        }
        json.put("description", definition.description());
        json.put("source", definition.source());
        return json;
    }

    private static String text(Formula formula) {
        StringBuilder text = new StringBuilder();
        for (Formula.Term term : formula.terms()) {
            String sign =
                    text.length() > 0
                            ? (term.sign() < 0 ? " - " : " + ")
                            : (term.sign() < 0 ? "-" : "");
            text.append(sign).append(term.measure().id());
        }
        return text.toString();
    }

    /** How the table and the engine are, for the head of the live page. */
    void status(Context context) {
        KpiQuery.requireKnown(context.queryParamMap(), List.of());
        TableState state = table.state();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> reasons = health.problems();
        json.put("ready", reasons.isEmpty());
        reasons.forEach(json.putArray("reasons")::add);
        json.put("rows", table.rows().size());
        put(json, "age_seconds", state.ageSeconds());
        put(json, "freshness_seconds", state.freshnessSeconds());
        put(json, "watermark_lag_seconds", state.watermarkLagSeconds());
        put(json, "completeness", state.completeness());
        json.put("stale_after_seconds", settings.staleAfter().toSeconds());
        settings.windows().stream().map(Window::label).forEach(json.putArray("windows")::add);
        json.put("alerts_problem", read.alertsReader().problem().orElse(null));
        ObjectNode events = json.putObject("events");
        table.ledger()
                .byOutcome()
                .forEach((topic, outcomes) -> outcomes.forEach(events.putObject(topic)::put));
        context.contentType(JSON).result(json.toString());
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        json.put(name, value.isPresent() ? (Double) value.getAsDouble() : null);
    }
}
