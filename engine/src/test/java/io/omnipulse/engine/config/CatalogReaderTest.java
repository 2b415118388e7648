package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogReaderTest {
    private static final String GOOD =
            """
            - id: promoter_ratio
              kind: proportion
              numerator: promoters
              denominator: nps_answers
              unit: ratio
              windows: [24h, 90d]
              description: Promoters of all who answered.
              source: our own
            """;

    private final Path directory;

    CatalogReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("own.yaml"), text);
    }

    private List<String> problemsOf(String text) throws IOException {
        Path file = file(text);
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> CatalogReader.shippedAnd(file));
        assertThat(refused).as("the refusal of %s", text).isNotNull();
        return refused.problems();
    }

    @Test
    void the_shipped_catalogue_has_the_spine_in_its_order() {
        assertThat(CatalogReader.shipped().definitions())
                .extracting(KpiDefinition::id)
                .containsExactly(
                        "omnichannel_conversion_ratio",
                        "reach_conversion_ratio",
                        "session_conversion_ratio",
                        "engagement_ratio",
                        "bounce_ratio",
                        "visit_duration_seconds",
                        "page_views",
                        "sessions",
                        "interactions",
                        "orders",
                        "revenue",
                        "average_order_value",
                        "new_customers",
                        "net_promoter_score",
                        "csat_ratio");
    }

    @Test
    void answers_are_published_from_one_hour_on_and_the_rest_from_five_minutes_on() {
        KpiCatalog shipped = CatalogReader.shipped();
        assertThat(shipped.in(Window.M5)).hasSize(13);
        assertThat(shipped.in(Window.H1)).hasSize(15);
        assertThat(shipped.in(Window.D30)).hasSize(15);
        assertThat(shipped.in(Window.D90)).isEmpty();
    }

    @Test
    void every_shipped_entry_is_one_sentence_with_a_source() {
        assertThat(CatalogReader.shipped().definitions())
                .allSatisfy(
                        kpi -> {
                            assertThat(kpi.description()).endsWith(".").doesNotContain(". ");
                            assertThat(kpi.source()).isNotBlank();
                        });
    }

    @Test
    void an_entry_of_a_user_stands_behind_the_shipped_ones() throws IOException {
        List<KpiDefinition> definitions = CatalogReader.shippedAnd(file(GOOD)).definitions();
        KpiDefinition last = definitions.get(definitions.size() - 1);
        assertThat(definitions).hasSize(16);
        assertThat(last.id()).isEqualTo("promoter_ratio");
        assertThat(last.kind()).isEqualTo(KpiKind.PROPORTION);
        assertThat(last.unit()).isEqualTo(Unit.RATIO);
        assertThat(last.windows()).isEqualTo(Set.of(Window.H24, Window.D90));
        assertThat(last.description()).isEqualTo("Promoters of all who answered.");
    }

    @Test
    void the_sample_of_a_sum_is_written_n() {
        KpiDefinition revenue =
                CatalogReader.shipped().definitions().stream()
                        .filter(kpi -> kpi.id().equals("revenue"))
                        .findFirst()
                        .orElseThrow();
        assertThat(revenue.sample().orElseThrow().terms()).hasSize(2);
        assertThat(revenue.byCurrency()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: promoter_ratio | id: Promoter-Ratio | key \"id\": \"Promoter-Ratio\" cannot"
                        + " name a metric",
                "id: promoter_ratio | id: orders | has this id already",
                "id: promoter_ratio | id: revenue_gbp | differ by what could be a currency",
                "id: promoter_ratio | id: csat_ratio_lower | ends with _lower",
                "id: promoter_ratio | id: kpi_age_seconds | is a metric of the engine itself",
                "id: promoter_ratio | id: 12 | entry \"12\" (line 1), key \"id\": it is a number"
                        + " but must be a text",
                "kind: proportion | kind: proporton | no kind \"proporton\" (did you mean"
                        + " \"proportion\"?); allowed are proportion, ratio,",
                "kind: proportion | kind: [ratio] | key \"kind\": it is a list but must be a text",
                "kind: proportion | kind: count | key \"denominator\": a count is not divided by"
                        + " anything",
                "kind: proportion | kind: net-promoter-score | must be one measure less another",
                "kind: proportion | knd: proportion | key \"knd\": there is no such key (did you"
                        + " mean \"kind\"?)",
                "numerator: promoters | numerator: promotors | no measure \"promotors\" (did you"
                        + " mean \"promoters\"?); allowed are events, ",
                "numerator: promoters | numerator: promoters detractors | key \"numerator\":"
                        + " expected + or -",
                "numerator: promoters | numerator: promoters - | ends with a sign",
                "numerator: promoters | numerator: csat_satisfied | must be part of its"
                        + " denominator",
                "numerator: promoters | numerator: revenue | must be money, not ratio",
                "numerator: promoters | numerator: revenue + orders | mixes measures kept by"
                        + " currency",
                "denominator: nps_answers | denominator: currency_orders | kept by currency but the"
                        + " numerator is not",
                "unit: ratio | unit: percent | there is no unit \"percent\"; allowed are ratio,"
                        + " count, points, seconds, money",
                "unit: ratio | unit: money | money needs a numerator that is kept by currency",
                "unit: ratio | unit: | key \"unit\": it is empty but must be a text",
                "unit: ratio | n: nps_answers | key \"n\": only a sum has it",
                "windows: [24h, 90d] | windows: [24h, 2h] | no window \"2h\"; allowed are 5m, 1h,"
                        + " 24h, 7d, 30d, 90d",
                "windows: [24h, 90d] | windows: 24h | it is a text; it must be a list such as [1h,"
                        + " 24h]",
                "windows: [24h, 90d] | windows: [] | it is empty; it must be a list",
                "windows: [24h, 90d] | windows: [24h, 24h] | 24h stands twice",
                "description: Promoters of all who answered. | description: '  ' | key"
                        + " \"description\": it is empty",
                "description: Promoters of all who answered. | # none | key \"description\": it is"
                        + " missing",
                "source: our own | kind: ratio | key \"kind\": it stands twice"
            })
    void what_is_wrong_with_an_entry_is_said_with_file_entry_and_key(
            String right, String wrong, String problem) throws IOException {
        assertThat(problemsOf(GOOD.replace(right, wrong)))
                .anySatisfy(
                        line -> assertThat(line).contains("own.yaml: entry ").contains(problem));
    }

    @Test
    void all_problems_are_reported_at_once() throws IOException {
        assertThat(problemsOf("- {id: a, kind: sum, unit: count}\n- 7\n- {kind: count}\n"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "entry \"a\" (line 1), key \"numerator\": it is"
                                                        + " missing"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("entry \"a\" (line 1), key \"n\": it is missing"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "entry \"a\" (line 1), key \"windows\": it is"
                                                        + " missing"))
                .anySatisfy(
                        line -> assertThat(line).contains("entry number 2 (line 2) is a number"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "entry number 3 (line 3), key \"id\": it is"
                                                        + " missing"));
    }

    @Test
    void two_entries_of_one_file_must_not_share_an_id() throws IOException {
        assertThat(problemsOf(GOOD + GOOD))
                .singleElement()
                .asString()
                .contains("another entry has this id already");
    }

    @Test
    void a_proportion_may_be_made_of_several_parts() throws IOException {
        String text =
                GOOD.replace(
                        "numerator: promoters", "numerator: nps_answers - promoters - detractors");
        assertThat(CatalogReader.shippedAnd(file(text)).definitions()).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty; a catalogue is a list of entries",
                "'id: a' | is a mapping at its top",
                "'- {id: a' | is no valid YAML",
                "'- &a {id: a}\n- *a' | holds an alias, *a, line 2",
                "'- {id: a}\n---\n- {id: b}' | holds a second document"
            })
    void what_is_no_catalogue_is_refused(String text, String problem) throws IOException {
        assertThat(problemsOf(text))
                .singleElement()
                .asString()
                .contains("own.yaml")
                .contains(problem);
    }

    @Test
    void a_bomb_of_aliases_is_refused_at_its_first() throws IOException {
        StringBuilder bomb = new StringBuilder("- &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("- &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(problemsOf(bomb.toString()))
                .singleElement()
                .asString()
                .contains("alias, *a0, line 2");
    }

    @Test
    void deep_nesting_is_refused() throws IOException {
        assertThat(problemsOf("[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("is no valid YAML");
    }

    @Test
    void a_file_larger_than_a_mebibyte_is_refused() throws IOException {
        assertThat(problemsOf("# " + "x".repeat(1 << 20)))
                .singleElement()
                .asString()
                .contains("larger than 1 MiB");
    }

    @Test
    void a_file_that_is_no_text_is_refused() throws IOException {
        Path file =
                Files.write(
                        directory.resolve("own.yaml"),
                        "# \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(
                        catchThrowableOfType(
                                ConfigException.class, () -> CatalogReader.shippedAnd(file)))
                .hasMessageContaining("no UTF-8 text");
    }

    @Test
    void a_missing_file_and_a_directory_are_told_apart() {
        Path missing = directory.resolve("missing.yaml");
        assertThat(
                        catchThrowableOfType(
                                ConfigException.class, () -> CatalogReader.shippedAnd(missing)))
                .hasMessageContaining("missing.yaml does not exist");
        assertThat(
                        catchThrowableOfType(
                                ConfigException.class, () -> CatalogReader.shippedAnd(directory)))
                .hasMessageContaining("is a directory");
    }
}
