package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The window ends that a bounded run writes rows for: from the end of the first counted event's
 * pane to the end of the last one's, which is the first pane end after it.
 *
 * @param fromEndMs the first end, in milliseconds since 1970, inclusive
 * @param toEndMs the last end, inclusive
 */
public record CountedRange(long fromEndMs, long toEndMs) {
    /**
     * @throws IllegalArgumentException if the last end is before the first
     */
    public CountedRange {
        if (toEndMs < fromEndMs) {
            throw new IllegalArgumentException(
                    "the last end " + toEndMs + " is before the first, " + fromEndMs);
        }
    }

    /** What the range has in common with the ends from the one to the other, both included. */
    public Optional<CountedRange> within(long fromMs, long toMs) {
        long from = Math.max(fromEndMs, fromMs);
        long to = Math.min(toEndMs, toMs);
        return from <= to ? Optional.of(new CountedRange(from, to)) : Optional.empty();
    }

    /** Whether a row at this end is within the range. */
    public boolean holds(long endMs) {
        return fromEndMs <= endMs && endMs <= toEndMs;
    }

    /**
     * Finds the panes of the first and the last counted event from how many events the window holds
     * at its ends.
     *
     * <p>Let E(p) be the number of events in the window that ends with pane p, and new(p) those in
     * pane p itself. A window gains its newest pane and loses the one n panes before it, so new(p)
     * = new(p − n) + E(p) − E(p − 1). Along the panes p, p + n, p + 2n, … the new events change
     * where E changes and nowhere else: it is enough to look there, however long the years between.
     *
     * @param window the window that the totals are of
     * @param eventsByEndMs the measure {@code counted} of the roll-up over everything, by window
     *     end, at the ends where it changed: it holds from there to the next entry. After the last
     *     entry nothing is known, and so nothing counted
     * @return empty if no event was counted
     * @throws IllegalArgumentException if an end is no end of a pane, or if no events could give
     *     these totals
     */
    public static Optional<CountedRange> of(Window window, SortedMap<Long, Long> eventsByEndMs) {
        Newcomers newcomers = new Newcomers(window);
        eventsByEndMs.forEach(newcomers::move);
        return newcomers.range();
    }

    /**
     * Walks over the changes and keeps, for each residue of the pane's number modulo n, how many
     * new events it has.
     */
    private static final class Newcomers {
        private static final long NONE = Long.MIN_VALUE;

        private final Window window;
        private final Map<Long, Long> newByResidue = new HashMap<>();
        private long first = NONE;
        private long last = NONE;
        private long known = NONE;
        private long total;

        Newcomers(Window window) {
            this.window = window;
        }

        void move(long endMs, long events) {
            if (endMs % window.paneMs() != 0) {
                throw new IllegalArgumentException(
                        endMs + " is no end of a pane of window " + window.label());
            }
            long pane = window.paneOf(endMs - 1);
            long residue = Math.floorMod(pane, window.panes());
            long before = newByResidue.getOrDefault(residue, 0L);
            long now = before + events - total;
            if (now < 0) {
                throw new IllegalArgumentException(
                        "window "
                                + window.label()
                                + " loses more events at end "
                                + endMs
                                + " than it gained a window before");
            }
            if (before > 0) {
                seen(pane - window.panes());
            }
            if (now > 0) {
                seen(pane);
            }
            newByResidue.put(residue, now);
            total = events;
            known = pane;
        }

        private void seen(long pane) {
            first = first == NONE ? pane : first;
            last = Math.max(last, pane);
        }

        Optional<CountedRange> range() {
            newByResidue.forEach(
                    (residue, count) -> {
                        if (count > 0) {
                            seen(known - Math.floorMod(known - residue, window.panes()));
                        }
                    });
            return first == NONE
                    ? Optional.empty()
                    : Optional.of(new CountedRange(window.endMs(first), window.endMs(last)));
        }
    }
}
