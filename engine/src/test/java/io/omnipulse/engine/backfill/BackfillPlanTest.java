package io.omnipulse.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.event.Facts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan says of the rows that it gives. */
class BackfillPlanTest {
    private static final long FROM = Facts.ms("03-01 00:00");
    private static final long TO = Facts.ms("03-10 00:00");
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void rows_up_to_now_are_settled_but_for_the_horizon() {
        // When
        BackfillPlan plan = plan(TO, stretch(0, 10, -1));
        // Then
        assertThat(plan.sourcesEndMs()).isEqualTo(TO);
        assertThat(plan.settledToMs()).isEqualTo(TO - 2 * DAY);
    }

    @Test
    void rows_of_long_ago_are_settled_to_the_last() {
        // When
        BackfillPlan plan = plan(TO + 30 * DAY, stretch(0, 10, -1));
        // Then
        assertThat(plan.settledToMs()).isEqualTo(TO);
    }

    @Test
    void what_retention_has_deleted_says_from_when_on_rows_are_whole() {
        // When
        BackfillPlan plan =
                plan(TO, stretch(5, 10, FROM - 20 * DAY), stretch(7, 9, FROM - 18 * DAY));
        // Then
        assertThat(plan.wholeFromMs()).hasValue(FROM - 18 * DAY + 62 * DAY);
        assertThat(plan.records()).isEqualTo(7);
    }

    @Test
    void a_range_that_ends_before_it_begins_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackfillPlan(2, TO, FROM, TO, DAY, DAY, "", List.of()))
                .withMessageContaining("--to")
                .withMessageContaining("must be after --from");
    }

    private static BackfillPlan plan(long takenAtMs, Stretch... stretches) {
        return new BackfillPlan(2, FROM, TO, takenAtMs, 62 * DAY, 2 * DAY, "", List.of(stretches));
    }

    private static Stretch stretch(long start, long end, long lostUntilMs) {
        return new Stretch("web-events", 0, start, end, 100, lostUntilMs);
    }
}
