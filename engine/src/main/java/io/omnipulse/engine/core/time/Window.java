package io.omnipulse.engine.core.time;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rolling window: the union of its last {@link #panes()} panes. It advances by one pane; panes
 * are half-open and aligned to 1970.
 *
 * <p>A pane is known by its number, {@code floor(time / paneMs)}. The window that <em>ends
 * with</em> pane p holds the panes p − n + 1 to p; its end is the first instant after p. The order
 * of the constants is part of the formats of states and partials.
 */
public enum Window {
    M5("5m", Duration.ofMinutes(5), Duration.ofSeconds(10)),
    H1("1h", Duration.ofHours(1), Duration.ofMinutes(1)),
    H24("24h", Duration.ofHours(24), Duration.ofMinutes(15)),
    D7("7d", Duration.ofDays(7), Duration.ofHours(1)),
    D30("30d", Duration.ofDays(30), Duration.ofHours(6)),
    D90("90d", Duration.ofDays(90), Duration.ofDays(1));

    private final String label;
    private final long lengthMs;
    private final long paneMs;
    private final long panes;

    Window(String label, Duration length, Duration pane) {
        this.label = label;
        this.lengthMs = length.toMillis();
        this.paneMs = pane.toMillis();
        this.panes = lengthMs / paneMs;
    }

    /** The name that users see: {@code 5m}, {@code 30d}. */
    public String label() {
        return label;
    }

    public long lengthMs() {
        return lengthMs;
    }

    public long paneMs() {
        return paneMs;
    }

    /** How many panes the window holds. */
    public long panes() {
        return panes;
    }

    /** The number of the pane that contains the instant. */
    public long paneOf(long timeMs) {
        return Math.floorDiv(timeMs, paneMs);
    }

    /** The end of the pane, which is the end of the window that ends with it. */
    public long endMs(long pane) {
        return (pane + 1) * paneMs;
    }

    /** The last pane that has ended at the instant: its end is at or before it. */
    public long lastEnded(long timeMs) {
        return Math.floorDiv(timeMs, paneMs) - 1;
    }

    /** The window of that name, if there is one. */
    public static Optional<Window> named(String label) {
        return Arrays.stream(values()).filter(window -> window.label.equals(label)).findFirst();
    }

    /** All names, shortest window first, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Window::label).collect(Collectors.joining(", "));
    }
}
