package io.omnipulse.engine.dashboard;

import java.util.List;
import java.util.Map;

/**
 * How one series or column looks other than the rest of its panel.
 *
 * @param name the series' or column's name
 * @param properties settings by Grafana's names
 */
record Look(String name, Map<String, Object> properties) {
    private static final Map<String, Object> DASHES = Map.of("fill", "dash", "dash", List.of(8, 8));

    /** A dashed line: something to compare with, not a measurement of this moment. */
    static Look dashed(String name, String color) {
        return new Look(name, Map.of("color", fixed(color), "custom.lineStyle", DASHES));
    }

    /** The upper edge of a band that is filled down to its lower edge. */
    static Look bandDownTo(String lower, String upper, String color) {
        return new Look(
                upper,
                Map.of(
                        "color",
                        fixed(color),
                        "custom.lineWidth",
                        0,
                        "custom.fillBelowTo",
                        lower,
                        "custom.fillOpacity",
                        20));
    }

    /** The lower edge of a band. */
    static Look bandEdge(String lower, String color) {
        return new Look(lower, Map.of("color", fixed(color), "custom.lineWidth", 0));
    }

    static Look colored(String name, String color) {
        return new Look(name, Map.of("color", fixed(color)));
    }

    /** A column's heading, unit and decimals. */
    static Look column(String name, String heading, String unit, int decimals) {
        return new Look(name, Map.of("displayName", heading, "unit", unit, "decimals", decimals));
    }

    /** A column of names: its heading, and the roll-up in words. */
    static Look names(String name, String heading, String rollUp) {
        return new Look(
                name,
                Map.of("displayName", heading, "mappings", List.of(word("*", rollUp, "text"))));
    }

    /** A column of numbers that stand for words; each is given with its colour. */
    static Look words(String name, String heading, List<Map<String, Object>> words) {
        return new Look(
                name,
                Map.of(
                        "displayName", heading,
                        "mappings", words,
                        "custom.cellOptions", Map.of("type", "color-text")));
    }

    /** What a value is shown as. */
    static Map<String, Object> word(String value, String text, String color) {
        return Map.of(
                "type", "value", "options", Map.of(value, Map.of("text", text, "color", color)));
    }

    private static Map<String, Object> fixed(String color) {
        return Map.of("mode", "fixed", "fixedColor", color);
    }

    Map<String, Object> json() {
        return Map.of(
                "matcher",
                Map.of("id", "byName", "options", name),
                "properties",
                properties.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> Map.of("id", each.getKey(), "value", each.getValue()))
                        .toList());
    }
}
