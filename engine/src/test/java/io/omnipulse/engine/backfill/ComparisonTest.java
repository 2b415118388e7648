package io.omnipulse.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.backfill.Comparison.Kind;
import io.omnipulse.engine.backfill.Comparison.Range;
import io.omnipulse.engine.backfill.Comparison.Result;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What holds on both sides is compared, end by end. */
class ComparisonTest {
    private static final Range ALL =
            new Range(Facts.ms("09:00"), Facts.ms("13:00"), Facts.ms("12:00"));

    private final RowHistory live = new RowHistory();
    private final RowHistory twin = new RowHistory();

    @Test
    void what_holds_is_compared_and_not_what_was_written() {
        // Given
        put(live, "10:00", 0, count("orders", 1));
        put(live, "10:01", 0, count("orders", 1)); // says nothing new
        put(live, "10:02", 3, count("orders", 2)); // corrected three times on the way
        put(twin, "10:00", 0, count("orders", 1));
        put(twin, "10:02", 0, count("orders", 2));
        // When
        Result result = compared();
        // Then
        assertThat(result).isEqualTo(new Result(3, 0, 0, 0, 0, List.of()));
    }

    @Test
    void a_settled_value_that_differs_is_unexplained_and_shown_with_both_values() {
        // Given
        put(live, "10:00", 0, count("orders", 1));
        put(twin, "10:00", 0, count("orders", 2));
        // When
        Result result = compared();
        // Then
        assertThat(result.unexplained()).isOne();
        assertThat(result.shown())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.kind()).isEqualTo(Kind.DIFFERS);
                            assertThat(each.live()).contains(count("orders", 1));
                            assertThat(each.twin()).contains(count("orders", 2));
                            assertThat(each.reason()).isEmpty();
                        });
    }

    @Test
    void a_row_that_only_one_side_has_is_missing_on_the_other() {
        // Given
        put(live, "10:00", 0, count("orders", 1));
        put(twin, "10:01", 0, count("orders", 1));
        // When
        Result result = compared();
        // Then
        assertThat(result.equal()).as("from 10:01 on both have it").isOne();
        assertThat(result.shown())
                .extracting(Comparison.Difference::kind)
                .containsExactly(Kind.MISSING_IN_TWIN);
    }

    @Test
    void a_known_reason_explains_and_the_unexplained_come_first() {
        // Given
        put(live, "10:00", 0, count("changed", 1), count("orders", 1));
        put(twin, "10:00", 0, count("changed", 2), count("orders", 5));
        // When
        Result result = compared();
        // Then
        assertThat(result.explained()).isOne();
        assertThat(result.unexplained()).isOne();
        assertThat(result.shown())
                .extracting(Comparison.Difference::kpi)
                .containsExactly("orders", "changed");
    }

    @Test
    void the_unexplained_are_shown_however_many_have_a_reason() {
        // Given
        for (int minute = 0; minute < Comparison.SHOWN + 5; minute++) {
            put(live, Facts.ms("10:00") + minute * 1_000L, 0, count("changed", minute + 1));
        }
        put(twin, "10:00", 0, count("changed", 0));
        put(live, "11:00", 0, count("orders", 1));
        put(twin, "11:00", 0, count("orders", 5));
        // When
        Result result = compared();
        // Then
        assertThat(result.shown()).hasSize(Comparison.SHOWN);
        assertThat(result.shown().get(0).kpi()).isEqualTo("orders");
    }

    @Test
    void stretches_of_time_are_compared_one_after_the_other() {
        // Given
        put(live, "10:00", 0, count("orders", 1));
        put(live, "11:00", 0, count("orders", 2));
        put(twin, "10:00", 0, count("orders", 1));
        put(twin, "11:00", 0, count("orders", 3));
        Comparison comparison = new Comparison(ALL, (kpi, a, b) -> Optional.empty());
        // When
        comparison.compare(live, twin, Long.MIN_VALUE, Facts.ms("11:00"));
        Result before = comparison.result();
        comparison.compare(live, twin, Facts.ms("11:00"), Long.MAX_VALUE);
        // Then
        assertThat(before).isEqualTo(new Result(1, 0, 0, 0, 0, List.of()));
        assertThat(comparison.result().equal()).isOne();
        assertThat(comparison.result().unexplained()).isOne();
    }

    @Test
    void what_is_not_settled_on_both_sides_is_counted_apart() {
        // Given
        put(live, "12:00", 0, count("orders", 1));
        put(twin, "12:00", 0, count("orders", 1));
        put(live, "12:01", 0, count("orders", 2));
        put(twin, "12:02", 0, count("orders", 2));
        // When
        Result result = compared();
        // Then
        assertThat(result).isEqualTo(new Result(1, 0, 0, 1, 1, List.of()));
    }

    @Test
    void ends_outside_the_plan_are_not_compared() {
        // Given
        put(live, "08:00", 0, count("orders", 1));
        put(twin, "13:01", 0, count("orders", 7));
        // When
        Result result = compared();
        // Then
        assertThat(result).isEqualTo(new Result(0, 0, 0, 0, 0, List.of()));
    }

    private Result compared() {
        Comparison comparison =
                new Comparison(
                        ALL,
                        (kpi, ofLive, ofTwin) ->
                                kpi.equals("changed")
                                        ? Optional.of("new formula")
                                        : Optional.empty());
        comparison.compare(live, twin, Long.MIN_VALUE, Long.MAX_VALUE);
        return comparison.result();
    }

    private static void put(RowHistory history, String end, int revision, KpiValue... values) {
        put(history, Facts.ms(end), revision, values);
    }

    private static void put(RowHistory history, long endMs, int revision, KpiValue... values) {
        history.put(
                new Cut("spring", "web"), Window.H1, endMs, Stage.FINAL, revision, List.of(values));
    }

    private static KpiValue count(String id, long count) {
        return new KpiValue(
                id,
                OptionalDouble.of((double) count),
                OptionalLong.of(count),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                count);
    }
}
