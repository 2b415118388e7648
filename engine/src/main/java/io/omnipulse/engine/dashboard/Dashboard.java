package io.omnipulse.engine.dashboard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dashboard.
 *
 * @param uid its address in Grafana, which must not change; also the name of its file
 * @param title as people see it
 * @param description one sentence
 * @param from the beginning of the time range that is shown first, up to now
 * @param variables what one chooses at its head
 * @param annotations what is marked on every panel with a time axis
 * @param panels in their places
 */
record Dashboard(
        String uid,
        String title,
        String description,
        String from,
        List<Map<String, Object>> variables,
        List<Map<String, Object>> annotations,
        List<Map<String, Object>> panels) {
    /**
     * The version of Grafana's dashboard model that these are written in: Grafana 10.4 and later.
     */
    private static final int SCHEMA_VERSION = 39;

    private static final int SHARED_CROSSHAIR = 1;
    private static final String TAG = "omnipulse";

    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("uid", uid);
        json.put("title", title);
        json.put("description", description);
        json.put("tags", List.of(TAG));
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("editable", false);
        json.put("graphTooltip", SHARED_CROSSHAIR);
        json.put("refresh", "30s");
        json.put("time", Map.of("from", from, "to", "now"));
        json.put("timezone", "browser");
        json.put("links", List.of(linkToTheOthers()));
        json.put("templating", Map.of("list", variables));
        json.put("annotations", Map.of("list", annotations));
        json.put("panels", panels);
        return json;
    }

    private static Map<String, Object> linkToTheOthers() {
        return Map.of(
                "type",
                "dashboards",
                "tags",
                List.of(TAG),
                "title",
                "",
                "tooltip",
                "",
                "icon",
                "external link",
                "asDropdown",
                false,
                "includeVars",
                true,
                "keepTime",
                true,
                "targetBlank",
                false);
    }

    /** Marks the times at which an alert of the chosen campaigns was open. */
    static Map<String, Object> openAlerts() {
        Map<String, Object> annotation = new HashMap<>();
        annotation.put("name", "Alerts");
        annotation.put("enable", true);
        annotation.put("iconColor", "red");
        annotation.put("datasource", Panel.DATASOURCE);
        annotation.put(
                "expr",
                "max by (rule, kpi, campaign, channel)"
                        + " (omnipulse_alert_open{campaign=~\"$campaign\"}) == 1");
        annotation.put("step", "60s");
        annotation.put("titleFormat", "{{rule}}: {{kpi}}");
        annotation.put("textFormat", "campaign {{campaign}}, channel {{channel}}");
        annotation.put("tagKeys", "rule,campaign,channel");
        annotation.put("useValueForTime", false);
        return annotation;
    }
}
