package io.omnipulse.engine.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the committed dashboards ask Prometheus. */
final class ShippedPanels {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One question.
     *
     * @param where dashboard and panel
     * @param expr the PromQL, with what is chosen at the head of the dashboard filled in
     * @param instant whether the panel asks for the present only
     */
    record Question(String where, String expr, boolean instant) {}

    private ShippedPanels() {}

    /** All questions, annotations included, for every campaign together on all channels. */
    static List<Question> questions(String window) throws IOException {
        List<Question> questions = new ArrayList<>();
        try (Stream<Path> files = Files.list(Shipped.GRAFANA.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = JSON.readTree(file.toFile());
                String title = dashboard.path("title").asText();
                for (JsonNode annotation : dashboard.at("/annotations/list")) {
                    questions.add(question(title + ": annotation", annotation, window));
                }
                dashboard.path("panels").forEach(panel -> add(title, panel, window, questions));
            }
        }
        return questions;
    }

    private static void add(
            String dashboard, JsonNode panel, String window, List<Question> questions) {
        String where = dashboard + ": " + panel.path("title").asText();
        panel.path("targets").forEach(target -> questions.add(question(where, target, window)));
        panel.path("panels").forEach(inner -> add(dashboard, inner, window, questions));
    }

    /** As Grafana fills in: a variable of several values as a regular expression, escaped. */
    private static Question question(String where, JsonNode target, String window) {
        String expr =
                target.path("expr")
                        .asText()
                        .replace("$campaign", "\\\\*")
                        .replace("$channel", "*")
                        .replace("$answers_window", window)
                        .replace("$window", window)
                        .replace("$target", "0.03")
                        .replace("$__rate_interval", "8s");
        return new Question(where, expr, target.path("instant").asBoolean());
    }
}
