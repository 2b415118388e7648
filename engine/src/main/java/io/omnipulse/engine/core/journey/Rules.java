package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.List;

/**
 * The lengths of time that the rules of a journey use.
 *
 * @param horizon how late an event may be, and how far apart two copies of one event may lie
 * @param lookback how long a touch explains what follows it
 * @param windows the rolling windows for which entities are counted
 * @param identity whether links between visitors and customers are followed
 */
public record Rules(Duration horizon, Duration lookback, List<Window> windows, boolean identity) {
    /** A pause longer than this ends a session that has no name of its own. */
    static final long SESSION_GAP_MS = Duration.ofMinutes(30).toMillis();

    /** An event this much later than the first of a named session opens another one. */
    static final long SESSION_LIMIT_MS = Duration.ofHours(24).toMillis();

    /** A session that lasted, or held attention, longer than this is engaged. */
    static final long ENGAGED_AFTER_MS = Duration.ofSeconds(10).toMillis();

    /** A copy of an order within this time of it is no order. */
    static final long ORDER_COPY_MS = Duration.ofDays(30).toMillis();

    /** How far back the panes of an entity can matter to any window that may ever be configured. */
    static final long LONGEST_WINDOW_MS = Window.D90.lengthMs() + Window.D90.paneMs();

    public Rules {
        windows = List.copyOf(windows);
    }

    /** Rules of subjects that nothing links. */
    public Rules(Duration horizon, Duration lookback, List<Window> windows) {
        this(horizon, lookback, windows, false);
    }

    /**
     * How much longer than the horizon a fact is kept whole where a link may still move it: a link
     * changes the windows that end after it, so the facts that those hold, and what the rules read
     * before them.
     */
    long keptForLinksMs() {
        long longest = windows.stream().mapToLong(w -> w.lengthMs() + w.paneMs()).max().orElse(0);
        return longest + Math.max(lookbackMs(), ORDER_COPY_MS);
    }

    /** How far before a row's window an event can matter to it, or arrive that does. */
    public long warmUpMs() {
        return horizonMs() + keptForLinksMs();
    }

    long horizonMs() {
        return horizon.toMillis();
    }

    long lookbackMs() {
        return lookback.toMillis();
    }
}
