package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Soon while somebody waits, seldom where nobody does. */
class CommitPaceTest {
    private static final long NOW = 1_767_600_000_000L;

    @Test
    void few_rows_are_published_again_at_once_and_many_only_after_a_while() {
        assertThat(CommitPace.pauseMs(0)).isEqualTo(50);
        assertThat(CommitPace.pauseMs(250)).isEqualTo(50);
        assertThat(CommitPace.pauseMs(1_500)).isEqualTo(300);
        assertThat(CommitPace.pauseMs(1_000_000)).isEqualTo(CommitPace.SELDOM.toMillis());
    }

    @Test
    void a_tick_that_comes_a_little_early_after_a_late_one_still_commits() {
        assertThat(CommitPace.isTime(NOW + 96, NOW)).isTrue();
        assertThat(CommitPace.isTime(NOW + 50, NOW)).isFalse();
    }

    @Test
    void what_is_older_than_a_minute_is_a_backlog() {
        assertThat(CommitPace.isBehind(NOW - 60_000, NOW)).isFalse();
        assertThat(CommitPace.isBehind(NOW - 60_001, NOW)).isTrue();
    }
}
