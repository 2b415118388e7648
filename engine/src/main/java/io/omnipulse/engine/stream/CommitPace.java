package io.omnipulse.engine.stream;

import java.time.Duration;

/**
 * How often to commit: soon while what is read has just happened, since somebody waits for its
 * rows; seldom while a backlog is read, since a commit costs one write for each journey and cut
 * that changed, however often it did.
 */
public final class CommitPace {
    /** While events are recent. */
    static final Duration SOON = Duration.ofMillis(100);

    /** At the latest; well below the time after which brokers give a transaction up. */
    public static final Duration SELDOM = Duration.ofSeconds(3);

    private static final long ROWS_A_MS = 5;
    private static final Duration RECENT = Duration.ofSeconds(60);

    private CommitPace() {}

    /**
     * How long to wait before rows are published again. A row takes some 20 µs to make, so that
     * rows take about a tenth of the time; in a backlog they come with each commit.
     *
     * @param rows how many were published
     */
    static long pauseMs(long rows) {
        return Math.min(SELDOM.toMillis(), Math.max(SOON.toMillis() / 2, rows / ROWS_A_MS));
    }

    /**
     * Whether it is time for the next commit. The clock ticks every {@link #SOON}, give or take, so
     * somewhat less is enough: or each late tick would leave out the next.
     */
    static boolean isTime(long nowMs, long committedAtMs) {
        return nowMs - committedAtMs >= SOON.toMillis() * 3 / 4;
    }

    /** Whether what has been reached lies so far back that nobody waits for the next rows. */
    static boolean isBehind(long reachedMs, long nowMs) {
        return reachedMs < nowMs - RECENT.toMillis();
    }
}
