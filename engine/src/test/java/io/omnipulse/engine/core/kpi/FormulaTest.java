package io.omnipulse.engine.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and differences of measures, as the catalogue writes them. */
class FormulaTest {
    private final Measures totals = new Measures();

    @Test
    void a_measure_alone_is_itself() {
        // Given
        totals.add(MeasureCode.of(Measure.ORDERS), 7);
        // When
        long value = Formula.parse("orders").of(totals, 0);
        // Then
        assertThat(value).isEqualTo(7);
    }

    @Test
    void each_sign_holds_for_the_measure_behind_it_only() {
        // Given
        totals.add(MeasureCode.of(Measure.ORDERS), 100);
        totals.add(MeasureCode.of(Measure.EVENTS), 10);
        totals.add(MeasureCode.of(Measure.PAGE_VIEWS), 1);
        // When
        long value = Formula.parse("orders - events + page_views").of(totals, 0);
        // Then
        assertThat(value).isEqualTo(91);
    }

    @Test
    void spaces_may_be_many_and_stand_around() {
        // When
        Formula formula = Formula.parse("  orders  -\tevents ");
        // Then
        assertThat(formula).isEqualTo(Formula.parse("orders - events"));
    }

    @Test
    void measures_by_currency_are_read_in_the_currency_asked_for_and_others_are_not() {
        // Given
        totals.add(MeasureCode.of(Measure.REVENUE, "EUR"), 500);
        totals.add(MeasureCode.of(Measure.REVENUE, "GBP"), 300);
        totals.add(MeasureCode.of(Measure.ORDERS), 2);
        Formula formula = Formula.parse("revenue + orders");
        // When
        long pounds = formula.of(totals, MeasureCode.currencyCode("GBP"));
        // Then
        assertThat(pounds).isEqualTo(302);
        assertThat(formula.byCurrency()).isTrue();
        assertThat(Formula.parse("orders - events").byCurrency()).isFalse();
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "orders events; expected + or - before \"events\"",
                "orders * events; expected + or - before \"*\"",
                "orders -; ends with a sign",
                "orders - events +; ends with a sign",
                "sales; there is no measure \"sales\"",
                "Orders; there is no measure \"Orders\"",
                "orders-events; there is no measure \"orders-events\"",
                "- orders; there is no measure \"-\"",
                "orders - - events; there is no measure \"-\""
            })
    void what_is_no_formula_is_refused_with_the_word_that_is_wrong(String text, String message) {
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse(text))
                // Then
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void an_empty_formula_is_refused(String text) {
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse(text))
                // Then
                .withMessageContaining("there is no measure \"\"");
    }

    @Test
    void an_unknown_measure_is_answered_with_all_there_are() {
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse("sales"))
                // Then
                .withMessageEndingWith("the measures are " + Measure.ids());
    }
}
