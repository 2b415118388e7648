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
    void what_is_older_than_a_minute_is_a_backlog() {
        assertThat(CommitPace.isBehind(NOW - 60_000, NOW)).isFalse();
        assertThat(CommitPace.isBehind(NOW - 60_001, NOW)).isTrue();
    }
}
