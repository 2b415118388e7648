package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.time.Window;
import org.jspecify.annotations.Nullable;

/**
 * Where in time a partial's amounts belong.
 *
 * @param window for distinct measures, the window whose totals change from the end of this pane on;
 *     null for additive measures, which travel once, by the finest pane, and are placed in every
 *     window by the room of the panes
 * @param pane the pane's number, in panes of that window, or of the finest for additive measures
 */
public record Slot(@Nullable Window window, long pane) {
    /** The window with the shortest panes: additive measures are kept by these. */
    public static final Window FINEST = Window.M5;
}
