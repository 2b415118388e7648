package io.omnipulse.engine.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An entry of the catalogue cannot be wrong; an error says which part and what it must be. */
class KpiDefinitionTest {
    private static final Set<Window> HOUR = Set.of(Window.H1);

    @Test
    void an_id_is_lower_case_words() {
        refused(
                "id must be",
                () ->
                        SmallCatalog.kpi(
                                "Orders", KpiKind.COUNT, "orders", null, null, Unit.COUNT, HOUR));
        refused(
                "id must be",
                () ->
                        SmallCatalog.kpi(
                                "orders_", KpiKind.COUNT, "orders", null, null, Unit.COUNT, HOUR));
    }

    @Test
    void a_window_must_be_named() {
        refused(
                "windows must name",
                () ->
                        SmallCatalog.kpi(
                                "orders",
                                KpiKind.COUNT,
                                "orders",
                                null,
                                null,
                                Unit.COUNT,
                                Set.of()));
    }

    @Test
    void a_description_must_say_something() {
        refused(
                "description",
                () ->
                        new KpiDefinition(
                                "orders",
                                KpiKind.COUNT,
                                Formula.parse("orders"),
                                Optional.empty(),
                                Optional.empty(),
                                Unit.COUNT,
                                HOUR,
                                " ",
                                "A test"));
    }

    @Test
    void what_divides_needs_a_denominator_and_nothing_else_has_one() {
        refused(
                "a proportion needs a denominator",
                () ->
                        SmallCatalog.kpi(
                                "a", KpiKind.PROPORTION, "orders", null, null, Unit.RATIO, HOUR));
        refused(
                "a count has no denominator",
                () ->
                        SmallCatalog.kpi(
                                "a", KpiKind.COUNT, "orders", "events", null, Unit.COUNT, HOUR));
    }

    @Test
    void a_sum_says_of_what_and_nothing_else_does() {
        refused(
                "a sum needs n",
                () -> SmallCatalog.kpi("a", KpiKind.SUM, "revenue", null, null, Unit.MONEY, HOUR));
        refused(
                "n is for sums only",
                () ->
                        SmallCatalog.kpi(
                                "a", KpiKind.COUNT, "orders", null, "events", Unit.COUNT, HOUR));
    }

    @Test
    void a_score_is_one_measure_less_another() {
        refused(
                "must be one measure less another",
                () ->
                        SmallCatalog.kpi(
                                "a",
                                KpiKind.NET_PROMOTER_SCORE,
                                "promoters + detractors",
                                "nps_answers",
                                null,
                                Unit.POINTS,
                                HOUR));
        refused(
                "must be one measure less another",
                () ->
                        SmallCatalog.kpi(
                                "a",
                                KpiKind.NET_PROMOTER_SCORE,
                                "promoters",
                                "nps_answers",
                                null,
                                Unit.POINTS,
                                HOUR));
    }

    @Test
    void money_is_the_unit_exactly_where_the_measure_is_kept_by_currency() {
        refused(
                "unit must be money",
                () -> SmallCatalog.kpi("a", KpiKind.COUNT, "orders", null, null, Unit.MONEY, HOUR));
        refused(
                "unit must be money",
                () ->
                        SmallCatalog.kpi(
                                "a",
                                KpiKind.SUM,
                                "revenue",
                                null,
                                "currency_orders",
                                Unit.COUNT,
                                HOUR));
    }

    @Test
    void no_two_entries_have_one_id() {
        // Given
        KpiDefinition orders =
                SmallCatalog.kpi("orders", KpiKind.COUNT, "orders", null, null, Unit.COUNT, HOUR);
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KpiCatalog(List.of(orders, orders)))
                // Then
                .withMessage("two KPIs have the id orders; rename one");
    }

    @Test
    void a_catalogue_gives_each_window_its_kpis_in_the_catalogues_order() {
        // When
        KpiCatalog catalog = SmallCatalog.of();
        // Then
        assertThat(catalog.in(Window.H1)).isEqualTo(catalog.definitions());
        assertThat(catalog.in(Window.M5))
                .extracting(KpiDefinition::id)
                .doesNotContain("net_promoter_score")
                .hasSize(6);
        assertThat(catalog.in(Window.D90)).isEmpty();
    }

    private static void refused(String message, ThrowingCallable entry) {
        assertThatIllegalArgumentException().isThrownBy(entry).withMessageContaining(message);
    }
}
