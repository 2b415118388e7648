package io.omnipulse.engine.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a task's own sources count, also when they fall silent (ARCHITECTURE 3.6). */
class OwnSourcesTest {
    private static final Source WEB = new Source("web-events", 0);
    private static final Source POS = new Source("pos-sales", 0);
    private static final long NOON = Facts.ms("12:00");
    private static final long HALF_A_MINUTE_BEFORE = NOON - 30_000;
    private static final long HORIZON_MS = Duration.ofDays(2).toMillis();

    private final OwnSources own = new OwnSources(List.of(WEB, POS), NOON);

    @Test
    void a_source_not_yet_read_holds_the_others_back() {
        // When
        own.advance(WEB, NOON);
        // Then
        assertThat(own.watermarkMs()).isEqualTo(Watermarks.UNKNOWN);
    }

    @Test
    void the_least_advanced_source_decides_and_none_goes_back() {
        // Given
        own.advance(WEB, NOON);
        own.advance(POS, NOON - 500);
        // When
        own.advance(POS, NOON - 900);
        // Then
        assertThat(own.watermarkMs()).isEqualTo(NOON - 500);
        assertThat(own.progress()).isEqualTo(Map.of(WEB, NOON, POS, NOON - 500));
    }

    @Test
    void a_partition_added_since_counts_from_its_first_record_on() {
        // Given
        Source added = new Source("pos-sales", 5);
        own.advance(WEB, NOON);
        own.advance(POS, NOON);
        // When
        own.read(added, NOON);
        own.advance(added, NOON - 700);
        // Then
        assertThat(own.watermarkMs()).isEqualTo(NOON - 700);
        assertThat(own.isSilent(added, NOON + 29_000)).isFalse();
    }

    @Test
    void a_task_without_sources_has_nothing_to_wait_for() {
        // When
        long watermark = new OwnSources(List.of(), NOON).watermarkMs();
        // Then
        assertThat(watermark).isEqualTo(Watermarks.ENDED);
    }

    @Test
    void a_restart_puts_progress_back_and_never_lowers_it() {
        // Given
        own.advance(WEB, NOON);
        // When
        own.restore(Map.of(WEB, NOON - 1, POS, NOON - 2, new Source("web-events", 7), 3L));
        // Then
        assertThat(own.progress()).isEqualTo(Map.of(WEB, NOON, POS, NOON - 2));
    }

    @Test
    void a_source_is_silent_from_half_a_minute_without_a_record_on() {
        // Given
        own.read(WEB, NOON + 5_000);
        // When
        boolean web = own.isSilent(WEB, NOON + 34_999);
        boolean pos = own.isSilent(POS, NOON + 30_000); // silent since the start
        // Then
        assertThat(web).isFalse();
        assertThat(pos).isTrue();
        assertThat(own.isSilent(WEB, NOON + 35_000)).isTrue();
    }

    @Test
    void a_source_of_another_task_is_never_silent_here() {
        // When
        boolean silent = own.isSilent(new Source("web-events", 7), Long.MAX_VALUE);
        // Then
        assertThat(silent).isFalse();
    }

    @Test
    void under_append_time_a_silent_source_counts_as_half_a_minute_ago() {
        // When
        long progress = OwnSources.progressOfSilence(NOON, true, Watermarks.UNKNOWN, HORIZON_MS);
        // Then
        assertThat(progress).isEqualTo(HALF_A_MINUTE_BEFORE);
    }

    @ParameterizedTest(name = "the greatest progress being {0} ms before now")
    @ValueSource(longs = {0, 172_800_000})
    void under_producers_time_it_counts_so_while_any_source_is_within_the_horizon_of_now(
            long beforeMs) {
        // When
        long progress = OwnSources.progressOfSilence(NOON, false, NOON - beforeMs, HORIZON_MS);
        // Then
        assertThat(progress).isEqualTo(HALF_A_MINUTE_BEFORE);
    }

    @Test
    void under_producers_time_an_import_that_has_ended_counts_as_the_greatest_progress_of_all() {
        // Given
        long lastOfImport = NOON - HORIZON_MS - 1;
        // When
        long progress = OwnSources.progressOfSilence(NOON, false, lastOfImport, HORIZON_MS);
        // Then
        assertThat(progress).isEqualTo(lastOfImport);
    }

    @Test
    void under_producers_time_nothing_read_from_any_source_says_nothing() {
        // When
        long progress = OwnSources.progressOfSilence(NOON, false, Watermarks.UNKNOWN, HORIZON_MS);
        // Then
        assertThat(progress).isEqualTo(Watermarks.UNKNOWN);
    }

    @ParameterizedTest(name = "append time: {0}")
    @ValueSource(booleans = {true, false})
    void before_the_first_mark_came_through_the_door_nobody_knows_the_brokers_time(
            boolean appendTime) {
        // When
        long progress =
                OwnSources.progressOfSilence(Watermarks.UNKNOWN, appendTime, NOON, HORIZON_MS);
        // Then
        assertThat(progress).isEqualTo(Watermarks.UNKNOWN);
    }

    @Test
    void a_silent_source_that_was_ahead_of_the_clock_is_not_taken_back() {
        // Given
        own.advance(WEB, NOON);
        // When
        own.advance(WEB, OwnSources.progressOfSilence(NOON, true, NOON, HORIZON_MS));
        // Then
        assertThat(own.progress()).containsEntry(WEB, NOON);
    }
}
