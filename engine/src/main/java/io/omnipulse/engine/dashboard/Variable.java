package io.omnipulse.engine.dashboard;

import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.time.Window;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What one chooses at the head of a dashboard. Links between dashboards take the choice along. */
final class Variable {
    private static final int AFTER_TIME_RANGE_CHANGED = 2;
    private static final int ALPHABETICAL = 1;

    /** Every cut has this count, declared campaigns before their first event included. */
    private static final String COUNT_OF_EVERY_CUT = "omnipulse_interactions";

    private Variable() {}

    static Map<String, Object> datasource() {
        return Map.of(
                "name", "datasource",
                "label", "Data source",
                "type", "datasource",
                "query", "prometheus",
                "refresh", 1);
    }

    /** Several may be chosen; panels that show one are repeated. The roll-up is chosen first. */
    static Map<String, Object> campaigns() {
        return labelValues(
                "campaign",
                "Campaign (* is all)",
                true,
                Map.of("text", List.of("*"), "value", List.of("*")));
    }

    static Map<String, Object> channel() {
        return labelValues(
                "channel", "Channel (* is all)", false, Map.of("text", "*", "value", "*"));
    }

    private static Map<String, Object> labelValues(
            String label, String shown, boolean several, Map<String, Object> current) {
        String query = "label_values(" + COUNT_OF_EVERY_CUT + ", " + label + ")";
        return Map.of(
                "name", label,
                "label", shown,
                "type", "query",
                "datasource", Panel.DATASOURCE,
                "query", Map.of("query", query, "refId", label),
                "refresh", AFTER_TIME_RANGE_CHANGED,
                "sort", ALPHABETICAL,
                "multi", several,
                "current", current);
    }

    /** The windows in which any of the KPIs is published. */
    static Map<String, Object> window(
            String name, Collection<KpiDefinition> kpis, Window chosenFirst) {
        List<String> labels =
                Arrays.stream(Window.values())
                        .filter(
                                window ->
                                        kpis.stream()
                                                .anyMatch(kpi -> kpi.windows().contains(window)))
                        .map(Window::label)
                        .toList();
        return Map.of(
                "name",
                name,
                "label",
                "Window",
                "type",
                "custom",
                "query",
                String.join(",", labels),
                "options",
                labels.stream().map(each -> option(each, chosenFirst)).toList(),
                "current",
                Map.of("text", chosenFirst.label(), "value", chosenFirst.label()));
    }

    private static Map<String, Object> option(String label, Window chosenFirst) {
        return Map.of("text", label, "value", label, "selected", label.equals(chosenFirst.label()));
    }

    static Map<String, Object> number(String name, String label, String chosenFirst) {
        return Map.of(
                "name", name,
                "label", label,
                "type", "textbox",
                "query", chosenFirst,
                "current", Map.of("text", chosenFirst, "value", chosenFirst));
    }
}
