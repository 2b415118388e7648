package io.omnipulse.engine.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Values, and from when on a cut has them (KPIS.md, Values). */
class KpiCalculatorTest {
    private final KpiCalculator kpis = new KpiCalculator(SmallCatalog.of());
    private Presence presence = Presence.NONE;
    private final Measures totals = new Measures();

    @Test
    void before_the_first_event_there_is_nothing() {
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values).isEmpty();
    }

    @Test
    void from_the_first_event_on_counts_are_there_at_once_zero_included() {
        // Given
        add(Measure.EVENTS, 1);
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values)
                .containsExactly(
                        new KpiValue(
                                "orders",
                                OptionalDouble.of(0),
                                OptionalLong.of(0),
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                0));
    }

    @Test
    void a_ratio_is_there_from_its_first_value_on_and_stays_without_a_value() {
        // Given
        add(Measure.EVENTS, 3);
        add(Measure.CUSTOMERS, 3);
        add(Measure.PURCHASERS, 1);
        observed(Window.H1);
        add(Measure.CUSTOMERS, -3);
        add(Measure.PURCHASERS, -1);
        // When
        KpiValue ratio = value(Window.H1, "conversion_ratio");
        // Then
        assertThat(ratio)
                .isEqualTo(
                        new KpiValue(
                                "conversion_ratio",
                                OptionalDouble.empty(),
                                OptionalLong.of(0),
                                OptionalLong.of(0),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                0));
    }

    @Test
    void a_ratio_of_nothing_yet_is_not_there() {
        // Given
        add(Measure.EVENTS, 3);
        add(Measure.PAGE_VIEWS, 3);
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values).extracting(KpiValue::id).containsExactly("orders");
    }

    @Test
    void a_proportion_has_wilsons_interval_and_n_is_what_it_divides_by() {
        // Given
        add(Measure.CUSTOMERS, 263);
        add(Measure.PURCHASERS, 81);
        // When
        KpiValue ratio = value(Window.H1, "conversion_ratio");
        // Then
        assertThat(ratio.value()).hasValue(81.0 / 263);
        assertThat(ratio.lower().orElseThrow()).isCloseTo(0.2553, within(0.00005));
        assertThat(ratio.upper().orElseThrow()).isCloseTo(0.3662, within(0.00005));
        assertThat(ratio.n()).isEqualTo(263);
    }

    @Test
    void a_ratio_may_pass_one_and_has_no_interval() {
        // Given
        add(Measure.SESSIONS, 2);
        add(Measure.PAGE_VIEWS, 7);
        // When
        KpiValue ratio = value(Window.H1, "views_per_session");
        // Then
        assertThat(ratio.value()).hasValue(3.5);
        assertThat(ratio.lower()).isEmpty();
        assertThat(ratio.upper()).isEmpty();
        assertThat(ratio.n()).isEqualTo(2);
    }

    @Test
    void milliseconds_become_seconds_before_they_are_divided() {
        // Given
        add(Measure.SESSIONS, 3);
        add(Measure.DURATION_MS, 4_321);
        // When
        KpiValue mean = value(Window.H1, "duration_seconds");
        // Then
        assertThat(mean.value()).hasValue(4.321 / 3);
        assertThat(mean.numerator()).hasValue(4_321);
    }

    @Test
    void money_is_in_units_of_each_currency_and_n_counts_orders_and_returns() {
        // Given
        money("JPY", 1_500, 2, 0);
        money("EUR", -1_500, 1, 2);
        money("KWD", 1_500, 1, 0);
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values)
                .extracting(KpiValue::id)
                .containsExactly(
                        "revenue_eur",
                        "revenue_jpy",
                        "revenue_kwd",
                        "order_value_eur",
                        "order_value_jpy",
                        "order_value_kwd");
        assertThat(values)
                .extracting(value -> value.value().orElseThrow())
                .containsExactly(-15.0, 1500.0, 1.5, -15.0, 750.0, 1.5);
        assertThat(values).extracting(KpiValue::n).containsExactly(3L, 2L, 1L, 1L, 2L, 1L);
    }

    @Test
    void a_currency_is_there_from_its_first_return_on_but_no_order_value_yet() {
        // Given
        money("EUR", -300, 0, 1);
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values).extracting(KpiValue::id).containsExactly("revenue_eur");
    }

    @Test
    void a_currency_whose_orders_have_left_the_window_stays_with_a_sum_of_zero() {
        // Given
        money("EUR", 300, 1, 0);
        observed(Window.H1);
        money("EUR", -300, -1, 0);
        // When
        List<KpiValue> values = observed(Window.H1);
        // Then
        assertThat(values)
                .extracting(KpiValue::id)
                .containsExactly("revenue_eur", "order_value_eur");
        assertThat(values)
                .extracting(KpiValue::value)
                .containsExactly(OptionalDouble.of(0), OptionalDouble.empty());
    }

    @Test
    void the_net_promoter_score_is_in_hundredths_of_the_answers() {
        // Given
        add(Measure.NPS_ANSWERS, 7);
        add(Measure.PROMOTERS, 4);
        add(Measure.DETRACTORS, 1);
        // When
        KpiValue score = value(Window.H1, "net_promoter_score");
        // Then
        assertThat(score.value()).hasValue(100.0 * 3 / 7);
        assertThat(score.numerator()).hasValue(3);
        Interval interval = Interval.netPromoterScore(4, 1, 7);
        assertThat(score.lower()).hasValue(interval.lower());
        assertThat(score.upper()).hasValue(interval.upper());
    }

    @Test
    void a_kpi_is_there_in_the_windows_that_its_entry_names_and_in_no_other() {
        // Given
        add(Measure.NPS_ANSWERS, 7);
        // When
        List<KpiValue> fiveMinutes = observed(Window.M5);
        // Then
        assertThat(fiveMinutes).isEmpty();
        assertThat(observed(Window.H1))
                .extracting(KpiValue::id)
                .containsExactly("net_promoter_score");
        assertThat(observed(Window.D7)).isEmpty();
    }

    @Test
    void what_was_present_stays_so_in_what_was_stored() {
        // Given
        money("GBP", 300, 1, 0);
        observed(Window.H1);
        // When
        Presence restored = new Presence(presence.ids(), presence.currencies());
        // Then
        assertThat(kpis.values(Window.H1, totals, restored))
                .isEqualTo(kpis.values(Window.H1, totals, presence));
        assertThat(restored).isEqualTo(presence).hasSameHashCodeAs(presence);
        assertThat(restored.currencies()).containsExactly(MeasureCode.currencyCode("GBP"));
    }

    private void add(Measure measure, long amount) {
        totals.add(MeasureCode.of(measure), amount);
    }

    private void money(String currency, long amount, long orders, long returns) {
        totals.add(MeasureCode.of(Measure.REVENUE, currency), amount);
        totals.add(MeasureCode.of(Measure.CURRENCY_ORDERS, currency), orders);
        totals.add(MeasureCode.of(Measure.CURRENCY_RETURNS, currency), returns);
    }

    private List<KpiValue> observed(Window window) {
        presence = kpis.observe(window, totals, presence);
        return kpis.values(window, totals, presence);
    }

    private KpiValue value(Window window, String id) {
        return observed(window).stream()
                .filter(value -> value.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
