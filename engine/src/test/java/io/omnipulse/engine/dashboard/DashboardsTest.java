package io.omnipulse.engine.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboards that are committed are those of the catalogue, and keep the rules of the house.
 */
class DashboardsTest {
    private static final Path COMMITTED =
            Path.of(System.getProperty("basedir", "."), "..", "grafana", "dashboards");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SortedMap<String, String> GENERATED =
            Dashboards.of(CatalogReader.shipped());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void the_committed_dashboards_are_those_of_the_shipped_catalogue() throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            for (Map.Entry<String, String> file : GENERATED.entrySet()) {
                Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
            }
        }
        for (Map.Entry<String, String> file : GENERATED.entrySet()) {
            assertThat(COMMITTED.resolve(file.getKey()))
                    .as("./omnipulse dashboards --out grafana/dashboards writes it anew")
                    .hasContent(file.getValue());
        }
        try (Stream<Path> files = Files.list(COMMITTED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(GENERATED.keySet());
        }
    }

    @Test
    void every_panel_says_what_it_shows_and_shows_no_data_as_no_data() throws IOException {
        for (JsonNode panel : panels()) {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(20);
            assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).as(title).isNotEmpty();
            assertThat(panel.at("/fieldConfig/defaults/custom/spanNulls").asBoolean())
                    .as(title)
                    .isFalse();
        }
    }

    @Test
    void every_shipped_kpi_has_a_panel_with_its_description() throws IOException {
        Set<String> descriptions =
                panels().stream()
                        .map(panel -> panel.path("description").asText())
                        .collect(Collectors.toSet());
        for (KpiDefinition kpi : CatalogReader.shipped().definitions()) {
            assertThat(descriptions)
                    .as(kpi.id())
                    .anyMatch(description -> description.contains(kpi.description()));
        }
    }

    @Test
    void a_kpi_of_ones_own_gets_a_panel() throws IOException {
        // Given
        Path own =
                Files.writeString(
                        directory.resolve("kpis.yaml"),
                        """
                        - id: pages_per_session
                          kind: mean
                          numerator: page_views
                          denominator: sessions
                          unit: count
                          windows: [1h, 24h]
                          description: Pages and products looked at in an online session, on average.
                          source: House rule
                        """);
        // When
        String channels =
                Dashboards.of(CatalogReader.shippedAnd(own)).get("omnipulse-channels.json");
        // Then
        assertThat(channels)
                .contains("omnipulse_pages_per_session{")
                .contains("Published in the windows 1h, 24h.");
    }

    @Test
    void queries_of_kpis_name_the_window_and_take_the_roll_up_or_leave_it_out() throws IOException {
        List<String> queries =
                queries().stream().filter(query -> query.contains("window=")).toList();
        assertThat(queries).hasSizeGreaterThan(50);
        for (String query : queries) {
            assertThat(query).contains("campaign").contains("channel");
            assertThat(query).as("a roll-up is taken, never made").doesNotContain("sum", "avg");
        }
    }

    @Test
    void two_replicas_of_serve_do_not_double_a_value() throws IOException {
        for (String query : queries()) {
            if (query.contains("omnipulse_")) {
                assertThat(query).containsPattern("^[^a-z]*(max|min|sum\\(max|sum\\(up)");
            }
        }
    }

    @Test
    void panels_have_ids_of_their_own_and_places_that_do_not_overlap() throws IOException {
        for (String text : GENERATED.values()) {
            JsonNode dashboard = JSON.readTree(text);
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                JsonNode at = panel.path("gridPos");
                for (int x = at.path("x").asInt(); x < right(at); x++) {
                    for (int y = at.path("y").asInt(); y < bottom(at); y++) {
                        assertThat(taken.add(x + "," + y))
                                .as(panel.path("title").asText())
                                .isTrue();
                    }
                }
                assertThat(right(at)).isLessThanOrEqualTo(24);
            }
        }
    }

    private static int right(JsonNode at) {
        return at.path("x").asInt() + at.path("w").asInt();
    }

    private static int bottom(JsonNode at) {
        return at.path("y").asInt() + at.path("h").asInt();
    }

    private static List<String> queries() throws IOException {
        return panels().stream()
                .flatMap(panel -> panel.path("targets").findValuesAsText("expr").stream())
                .toList();
    }

    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        for (String text : GENERATED.values()) {
            for (JsonNode panel : JSON.readTree(text).path("panels")) {
                if (!panel.path("type").asText().equals("row")) {
                    panels.add(panel);
                }
                panel.path("panels").forEach(panels::add);
            }
        }
        return panels;
    }
}
