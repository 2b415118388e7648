package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The KPIs of a list of events, computed the plain way: place every event by the rules, then, for
 * each cut and rolling window and each pane end, build the sets of entities from the events in the
 * window and count them. Nothing is carried from one window to the next, so nothing can drift. What
 * the engine publishes must equal this.
 *
 * <p>The events have passed the checks of the event contract and none is too late. They may come in
 * any order and more than once. What links change, they change in the windows that end after them:
 * all is placed anew for each link.
 */
public final class ReferenceEngine {
    private ReferenceEngine() {}

    /**
     * What the placing rules leave to configuration, and what to compute.
     *
     * @param horizon how much earlier, in event time, the counted copy of a duplicate may be; the
     *     border included
     * @param lookback how much earlier a touch may be that an event takes its campaign from; the
     *     border included
     * @param windows names of the rolling windows to compute, each one of 5m 1h 24h 7d 30d 90d
     */
    public record Settings(Duration horizon, Duration lookback, List<String> windows) {
        public Settings {
            windows = List.copyOf(windows);
        }

        /** What the catalogue gives as defaults. */
        public static Settings standard() {
            return new Settings(
                    Duration.ofDays(2),
                    Duration.ofDays(7),
                    List.of("5m", "1h", "24h", "7d", "30d", "90d"));
        }

        /** The same, but only these windows. */
        public Settings withWindows(String... names) {
            return new Settings(horizon, lookback, List.of(names));
        }
    }

    /**
     * The settled rows that {@code compute} writes, as lines of CSV without the header, in the
     * order of the file.
     *
     * @throws IllegalArgumentException if a window is unknown
     */
    public static List<String> rows(Collection<Event> events, Settings settings) {
        List<Event> counted = counted(events, settings);
        if (counted.isEmpty()) {
            return List.of();
        }
        long lastMs = counted.get(counted.size() - 1).occurredAtMs();
        return ReferenceRows.of(ReferenceLinks.known(events, settings), lastMs, settings.windows())
                .stream()
                .sorted(ReferenceRow.IN_ORDER_OF_THE_FILE)
                .map(ReferenceRow::csv)
                .toList();
    }

    /** What is left after the duplicate rule, by time and then id. */
    public static List<Event> counted(Collection<Event> events, Settings settings) {
        return ReferenceDuplicates.counted(events, settings.horizon());
    }
}
