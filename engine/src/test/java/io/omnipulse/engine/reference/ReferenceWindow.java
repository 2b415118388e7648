package io.omnipulse.engine.reference;

import java.time.Duration;

/**
 * "Rolling windows by default: 5 min (10 s panes), 1 h (1 min), 24 h (15 min), 7 d (1 h), 30 d (6
 * h), 90 d (1 d)."
 *
 * @param behaviour whether the KPIs of "all" windows (5 min to 30 d) are published in it
 * @param answers whether the KPIs of answers (1 h to 30 d) are
 */
record ReferenceWindow(
        String name, long lengthMs, long paneMs, boolean behaviour, boolean answers) {

    static ReferenceWindow named(String name) {
        return switch (name) {
            case "5m" -> of(name, Duration.ofMinutes(5), Duration.ofSeconds(10), true, false);
            case "1h" -> of(name, Duration.ofHours(1), Duration.ofMinutes(1), true, true);
            case "24h" -> of(name, Duration.ofHours(24), Duration.ofMinutes(15), true, true);
            case "7d" -> of(name, Duration.ofDays(7), Duration.ofHours(1), true, true);
            case "30d" -> of(name, Duration.ofDays(30), Duration.ofHours(6), true, true);
            case "90d" -> of(name, Duration.ofDays(90), Duration.ofDays(1), false, false);
            default -> throw new IllegalArgumentException("no such window: " + name);
        };
    }

    private static ReferenceWindow of(
            String name, Duration length, Duration pane, boolean behaviour, boolean answers) {
        return new ReferenceWindow(name, length.toMillis(), pane.toMillis(), behaviour, answers);
    }

    /** The end of the pane that holds this time: the first end whose window holds it. */
    long firstEndWith(long atMs) {
        return Math.floorDiv(atMs, paneMs) * paneMs + paneMs;
    }

    /** The first later end whose window no longer holds this time. */
    long firstEndWithout(long atMs) {
        return firstEndWith(atMs) + lengthMs;
    }
}
