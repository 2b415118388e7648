package io.omnipulse.engine.core.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The watermark of a room is the least of the tasks that feed it, and is never lowered. */
class WatermarksTest {
    private static final Source WEB = new Source("web-events", 0);
    private static final Source POS = new Source("pos-sales", 1);

    private final Watermarks watermarks = new Watermarks(2);

    @Test
    void a_task_not_yet_heard_of_holds_the_watermark_back() {
        // When
        watermarks.take(new Mark(0, 1000, Map.of()));
        // Then
        assertThat(watermarks.watermarkMs()).isEqualTo(Watermarks.UNKNOWN);
    }

    @Test
    void the_least_advanced_task_decides() {
        // Given
        watermarks.take(new Mark(0, 1000, Map.of()));
        // When
        watermarks.take(new Mark(1, 400, Map.of()));
        // Then
        assertThat(watermarks.watermarkMs()).isEqualTo(400);
    }

    @Test
    void a_mark_that_comes_again_late_lowers_nothing() {
        // Given
        watermarks.take(new Mark(0, 1000, Map.of(WEB, 1500L)));
        watermarks.take(new Mark(1, 800, Map.of()));
        // When
        watermarks.take(new Mark(1, 300, Map.of(WEB, 200L)));
        // Then
        assertThat(watermarks.watermarkMs()).isEqualTo(800);
        assertThat(watermarks.greatestProgress()).isEqualTo(1500);
    }

    @Test
    void a_task_that_knows_its_own_progress_leaves_itself_out() {
        // Given
        watermarks.take(new Mark(0, 100, Map.of()));
        watermarks.take(new Mark(1, 700, Map.of()));
        // When
        long others = watermarks.watermarkWithout(0);
        // Then
        assertThat(others).isEqualTo(700);
    }

    @Test
    void an_only_task_has_no_others_to_wait_for() {
        // When
        long others = new Watermarks(1).watermarkWithout(0);
        // Then
        assertThat(others).isEqualTo(Watermarks.ENDED);
    }

    @Test
    void when_every_task_has_ended_so_has_the_room() {
        // Given
        watermarks.take(new Mark(0, Watermarks.ENDED, Map.of(WEB, Watermarks.ENDED)));
        // When
        watermarks.take(new Mark(1, Watermarks.ENDED, Map.of(POS, 900L)));
        // Then
        assertThat(watermarks.watermarkMs()).isEqualTo(Watermarks.ENDED);
        assertThat(watermarks.greatestProgress()).as("of those that have not ended").isEqualTo(900);
    }

    @Test
    void while_nothing_is_heard_of_any_source_the_greatest_progress_is_unknown() {
        // When
        long greatest = watermarks.greatestProgress();
        // Then
        assertThat(greatest).isEqualTo(Watermarks.UNKNOWN);
        assertThat(watermarks.shareBeyond(0)).isZero();
    }

    @Test
    void completeness_is_the_share_of_sources_at_or_past_the_instant() {
        // Given
        watermarks.take(new Mark(0, 0, Map.of(WEB, 1000L, new Source("web-events", 1), 999L)));
        watermarks.take(
                new Mark(
                        1,
                        0,
                        Map.of(
                                POS,
                                Watermarks.ENDED,
                                new Source("pos-sales", 0),
                                Watermarks.UNKNOWN)));
        // When
        double share = watermarks.shareBeyond(1000);
        // Then
        assertThat(share).isEqualTo(0.5);
    }

    @Test
    void stored_marks_make_the_same_watermarks_again() {
        // Given
        watermarks.take(new Mark(0, 1000, Map.of(WEB, 1500L)));
        watermarks.take(new Mark(1, 700, Map.of(POS, 800L)));
        Watermarks restored = new Watermarks(2);
        // When
        watermarks.toMarks().values().forEach(restored::take);
        // Then
        assertThat(restored.watermarkMs()).isEqualTo(700);
        assertThat(restored.watermarkWithout(1)).isEqualTo(1000);
        assertThat(restored.greatestProgress()).isEqualTo(1500);
        assertThat(restored.shareBeyond(1000)).isEqualTo(0.5);
    }

    @Test
    void a_mark_of_a_task_that_does_not_exist_is_refused() {
        // Given
        Mark stranger = new Mark(2, 0, Map.of());
        // When
        assertThatThrownBy(() -> watermarks.take(stranger))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mark of task 2, but only 2 are configured");
    }

    @Test
    void the_sources_of_a_mark_are_in_the_order_of_topic_and_partition() {
        // Given
        Source third = new Source("web-events", 3);
        Mark mark = new Mark(0, 0, Map.of(third, 1L, WEB, 2L, POS, 3L));
        // When
        Iterable<Source> sources = mark.sortedSources().keySet();
        // Then
        assertThat(sources).containsExactly(POS, WEB, third);
    }
}
