package io.omnipulse.engine.dashboard;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One panel, without its place: {@link Grid} lays panels out.
 *
 * <p>What holds for all of them: what is not there is shown as "no data", never as 0 and never
 * bridged by a line; colours are Grafana's named ones, which know the light and the dark theme;
 * every panel says what it shows.
 *
 * @param width of the grid's 24 columns
 * @param height in the grid's rows
 * @param model the rest, by Grafana's names
 */
record Panel(int width, int height, Map<String, Object> model) {
    /** The data source chosen at the head of the dashboard. */
    static final Map<String, Object> DATASOURCE =
            Map.of("type", "prometheus", "uid", "${datasource}");

    private static final Map<String, Object> LAST_VALUE =
            Map.of("calcs", List.of("lastNotNull"), "fields", "", "values", false);

    /** Lines over time. */
    static Panel lines(String title, String description, String unit, List<Query> queries) {
        Map<String, Object> options =
                Map.of(
                        "legend",
                        Map.of(
                                "calcs",
                                List.of("lastNotNull"),
                                "displayMode",
                                "list",
                                "placement",
                                "bottom",
                                "showLegend",
                                true),
                        "tooltip",
                        Map.of("mode", "multi", "sort", "desc"));
        Map<String, Object> custom =
                Map.of(
                        "drawStyle",
                        "line",
                        "lineWidth",
                        2,
                        "fillOpacity",
                        0,
                        "showPoints",
                        "never",
                        "spanNulls",
                        false);
        return panel("timeseries", title, description, queries, options)
                .withDefaults(unit, "palette-classic", custom);
    }

    /** The present values as figures. */
    static Panel figures(String title, String description, String unit, List<Query> queries) {
        Map<String, Object> options =
                Map.of(
                        "colorMode", "value",
                        "graphMode", "none",
                        "justifyMode", "auto",
                        "orientation", "auto",
                        "percentChangeColorMode", "standard",
                        "reduceOptions", LAST_VALUE,
                        "showPercentChange", false,
                        "textMode", "auto",
                        "wideLayout", true);
        return panel("stat", title, description, queries, options)
                .withDefaults(unit, "thresholds", Map.of())
                .sized(6, 4);
    }

    /** The present values as bars, for comparing. */
    static Panel bars(String title, String description, String unit, List<Query> queries) {
        Map<String, Object> legend =
                Map.of(
                        "calcs",
                        List.of(),
                        "displayMode",
                        "list",
                        "placement",
                        "bottom",
                        "showLegend",
                        false);
        Map<String, Object> options = new HashMap<>();
        options.put("displayMode", "basic");
        options.put("legend", legend);
        options.put("maxVizHeight", 300);
        options.put("minVizHeight", 16);
        options.put("minVizWidth", 8);
        options.put("namePlacement", "auto");
        options.put("orientation", "horizontal");
        options.put("reduceOptions", LAST_VALUE);
        options.put("showUnfilled", true);
        options.put("sizing", "auto");
        options.put("valueMode", "color");
        return panel("bargauge", title, description, queries, options)
                .withDefaults(unit, "palette-classic", Map.of())
                .withDefault("min", 0);
    }

    /** The present values of several queries, joined by their labels into rows. */
    static Panel table(String title, String description, List<Query> queries) {
        Map<String, Object> options =
                Map.of("cellHeight", "sm", "frameIndex", 0, "showHeader", true);
        Map<String, Object> merge = Map.of("id", "merge", "options", Map.of());
        return panel("table", title, description, queries, options)
                .withDefaults("none", "thresholds", Map.of("align", "auto", "inspect", false))
                .with("transformations", List.of(merge, without("Time")));
    }

    private static Map<String, Object> without(String column) {
        return Map.of("id", "organize", "options", Map.of("excludeByName", Map.of(column, true)));
    }

    private static Panel panel(
            String type,
            String title,
            String description,
            List<Query> queries,
            Map<String, Object> options) {
        List<Map<String, Object>> targets = new ArrayList<>();
        for (Query query : queries) {
            targets.add(query.json(String.valueOf((char) ('A' + targets.size()))));
        }
        return new Panel(
                12,
                8,
                Map.of(
                        "type", type,
                        "title", title,
                        "description", description,
                        "datasource", DATASOURCE,
                        "targets", targets,
                        "options", options));
    }

    private Panel withDefaults(String unit, String colorMode, Map<String, Object> custom) {
        Map<String, Object> defaults =
                Map.of(
                        "unit",
                        unit,
                        "noValue",
                        "no data",
                        "color",
                        Map.of("mode", colorMode),
                        "thresholds",
                        steps(List.of(step(NullNode.instance, "text"))),
                        "custom",
                        custom);
        return with("fieldConfig", Map.of("defaults", defaults, "overrides", List.of()));
    }

    private static Map<String, Object> steps(List<Map<String, Object>> steps) {
        return Map.of("mode", "absolute", "steps", steps);
    }

    private static Map<String, Object> step(Object from, String color) {
        return Map.of("value", from, "color", color);
    }

    Panel sized(int columns, int rows) {
        return new Panel(columns, rows, model);
    }

    /** One panel for each chosen value of the variable, at most so many in a row. */
    Panel repeatedBy(String variable, int maxPerRow) {
        return with("repeat", variable).with("repeatDirection", "h").with("maxPerRow", maxPerRow);
    }

    Panel looking(Look... looks) {
        return withConfig("overrides", Arrays.stream(looks).map(Look::json).toList());
    }

    /** Shows numbers as words. */
    Panel saying(List<Map<String, Object>> words) {
        return withDefault("mappings", words);
    }

    /** Series that are called by their campaign first: the roll-up in words. */
    Panel namingTheRollUp() {
        Map<String, Object> options =
                Map.of("regex", "^\\*(.*)$", "renamePattern", "all campaigns$1");
        return with("transformations", List.of(Map.of("id", "renameByRegex", "options", options)));
    }

    /** One colour below a value, another from it on. */
    Panel colored(String below, double from, String above) {
        return withDefault(
                "thresholds", steps(List.of(step(NullNode.instance, below), step(from, above))));
    }

    /** A table's order: the largest of a column first. */
    Panel sortedBy(String heading) {
        return with(
                "options",
                changed(
                        part(model, "options"),
                        "sortBy",
                        List.of(Map.of("displayName", heading, "desc", true))));
    }

    Panel withDefault(String key, Object value) {
        return withConfig(
                "defaults", changed(part(part(model, "fieldConfig"), "defaults"), key, value));
    }

    private Panel withConfig(String key, Object value) {
        return with("fieldConfig", changed(part(model, "fieldConfig"), key, value));
    }

    private Panel with(String key, Object value) {
        return new Panel(width, height, changed(model, key, value));
    }

    private static Map<String, Object> changed(Map<String, Object> map, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    @SuppressWarnings("unchecked") // all maps of a model are made in this class
    private static Map<String, Object> part(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.getOrDefault(key, Map.of());
    }
}
