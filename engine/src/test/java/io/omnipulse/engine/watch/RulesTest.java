package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped rules and configurations, as the programs that read them see them. */
class RulesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String RUNBOOK =
            "https://github.com/omnipulse/omnipulse/blob/main/docs/runbook.md#";

    @Test
    void promtool_finds_nothing_wrong_with_the_configuration_and_its_rules() throws Exception {
        Program promtool = Program.named("promtool", "prometheus");

        String said =
                promtool.succeedsWith(Shipped.PROMETHEUS, "check", "config", "prometheus.yml");

        assertThat(said).contains("SUCCESS: 1 rule files found", "SUCCESS: 12 rules found");
    }

    /** The stories are in grafana/prometheus/tests. */
    @Test
    void the_rules_pass_their_own_tests() throws Exception {
        Program promtool = Program.named("promtool", "prometheus");

        String said =
                promtool.succeedsWith(Shipped.PROMETHEUS, "test", "rules", "tests/omnipulse.yml");

        assertThat(said).contains("SUCCESS");
    }

    @Test
    void amtool_finds_nothing_wrong_with_the_configuration() throws Exception {
        Program amtool = Program.named("amtool", "prometheus-alertmanager");

        String said =
                amtool.succeedsWith(
                        Shipped.GRAFANA, "check-config", "alertmanager/alertmanager.yml");

        assertThat(said).contains("SUCCESS", "5 inhibit rules", "1 receivers");
    }

    @Test
    void every_alert_says_how_urgent_it_is_and_where_the_runbook_tells_what_to_do()
            throws IOException {
        Set<String> anchors =
                Files.readAllLines(Shipped.ROOT.resolve("docs/runbook.md")).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
                        .map(heading -> heading.replace(' ', '-'))
                        .collect(Collectors.toSet());
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("page", "warn", "info");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotEmpty();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotEmpty();
            String url = alert.at("/annotations/runbook_url").asText();
            assertThat(url).as(name).isEqualTo(RUNBOOK + name.toLowerCase(Locale.ROOT));
            assertThat(anchors).contains(url.substring(RUNBOOK.length()));
        }
    }

    @Test
    void the_alerts_are_those_that_were_promised_and_inhibition_speaks_of_no_others()
            throws IOException {
        Set<String> names =
                alerts().stream()
                        .map(alert -> alert.path("alert").asText())
                        .collect(Collectors.toSet());

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "OmnipulseOutage",
                        "OmnipulseConversionDrop",
                        "OmnipulseConversionDecline",
                        "OmnipulseDataHealth",
                        "OmnipulseStale",
                        "OmnipulseDown");
        for (JsonNode rule : YAML.readTree(Shipped.ALERTMANAGER.toFile()).path("inhibit_rules")) {
            String source = rule.path("source_matchers").path(0).asText();
            assertThat(names).contains(source.replaceAll("alertname=\"(.*)\"", "$1"));
        }
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : YAML.readTree(Shipped.RULES.toFile()).path("groups")) {
            group.path("rules")
                    .forEach(
                            rule -> {
                                if (rule.has("alert")) {
                                    alerts.add(rule);
                                }
                            });
        }
        return alerts;
    }
}
