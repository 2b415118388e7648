package io.omnipulse.engine.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A measure and its currency in one int, without loss and in the order of the measures. */
class MeasureCodeTest {
    static Stream<String> currencies() {
        return Stream.concat(
                Stream.of("AAA", "AAZ", "ABA", "AZZ", "BAA", "ZZZ"),
                Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode));
    }

    @Test
    void every_currency_is_read_back() {
        // Given
        List<String> currencies = currencies().toList();
        // When
        List<String> read =
                currencies.stream()
                        .map(
                                currency ->
                                        MeasureCode.currencyName(
                                                MeasureCode.currencyOf(
                                                        MeasureCode.of(Measure.REVENUE, currency))))
                        .toList();
        // Then
        assertThat(read).isEqualTo(currencies);
    }

    @Test
    void no_two_measures_or_currencies_share_a_code() {
        // Given
        Set<Integer> codes = new HashSet<>();
        List<String> currencies = currencies().distinct().toList();
        // When
        for (Measure measure : Measure.values()) {
            codes.add(MeasureCode.of(measure));
            currencies.forEach(currency -> codes.add(MeasureCode.of(measure, currency)));
        }
        // Then
        assertThat(codes).hasSize(Measure.values().length * (currencies.size() + 1));
        assertThat(codes).allSatisfy(code -> assertThat(code).isNotNegative());
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void a_measure_without_a_currency_is_read_back_and_goes_by_its_id(Measure measure) {
        // When
        int code = MeasureCode.of(measure);
        // Then
        assertThat(MeasureCode.measure(code)).isEqualTo(measure);
        assertThat(MeasureCode.currencyOf(code)).isZero();
        assertThat(MeasureCode.id(code)).isEqualTo(measure.id());
    }

    @Test
    void the_currency_stands_behind_the_id_in_small_letters() {
        // When
        String id = MeasureCode.id(MeasureCode.of(Measure.REVENUE, "GBP"));
        // Then
        assertThat(id).isEqualTo("revenue_gbp");
    }

    @Test
    void a_packed_currency_concerns_only_measures_kept_by_currency() {
        // Given
        int euro = MeasureCode.currencyCode("EUR");
        // When
        int revenue = MeasureCode.of(Measure.REVENUE, euro);
        int orders = MeasureCode.of(Measure.ORDERS, euro);
        // Then
        assertThat(revenue).isEqualTo(MeasureCode.of(Measure.REVENUE, "EUR"));
        assertThat(orders).isEqualTo(MeasureCode.of(Measure.ORDERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eur", "EU", "EURO", "E1R", "É\u00c9R", "@AA", "[AA"})
    void what_is_no_currency_code_is_refused(String currency) {
        // When
        assertThatThrownBy(() -> MeasureCode.of(Measure.REVENUE, currency))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a currency code: " + currency);
    }

    @Test
    void measures_are_found_by_the_ids_that_formulas_use() {
        // When
        List<String> ids = Arrays.stream(Measure.values()).map(Measure::id).toList();
        // Then
        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        id ->
                                assertThat(Measure.named(id))
                                        .get()
                                        .extracting(Measure::id)
                                        .isEqualTo(id));
        assertThat(Measure.named("nonsense")).isEmpty();
        assertThat(Measure.ids()).startsWith("events, interactions, ").endsWith("counted");
    }

    /** New measures go to the end: these places are in every stored journey, pane and partial. */
    @Test
    void measures_keep_their_places() {
        // When
        List<Measure> first = List.of(Measure.values()).subList(0, 23);
        // Then
        assertThat(first)
                .extracting(Measure::id)
                .containsExactly(
                        "events",
                        "interactions",
                        "page_views",
                        "duration_ms",
                        "orders",
                        "new_customers",
                        "revenue",
                        "currency_orders",
                        "currency_returns",
                        "customers",
                        "purchasers",
                        "reached",
                        "sessions",
                        "converted_sessions",
                        "engaged_sessions",
                        "nps_answers",
                        "promoters",
                        "detractors",
                        "csat_answers",
                        "csat_satisfied",
                        "session_starts",
                        "session_orders",
                        "counted");
    }
}
