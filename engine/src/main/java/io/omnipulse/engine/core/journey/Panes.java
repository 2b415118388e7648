package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.time.Window;
import java.util.List;

/**
 * The pane of each window that holds an instant. Consecutive events mostly share them, so they are
 * divided out only where the instant leaves one.
 */
final class Panes {
    private final List<Window> windows;
    private final long[] panes;
    private final long[] startMs;

    Panes(List<Window> windows) {
        this.windows = windows;
        this.panes = new long[windows.size()];
        this.startMs = new long[windows.size()];
    }

    void moveTo(long atMs) {
        for (int w = 0; w < panes.length; w++) {
            long paneMs = windows.get(w).paneMs();
            long into = atMs - startMs[w];
            if (into < 0 || into >= paneMs) {
                panes[w] = windows.get(w).paneOf(atMs);
                startMs[w] = panes[w] * paneMs;
            }
        }
    }

    /** The number of the pane of the window at this place in the list. */
    long pane(int w) {
        return panes[w];
    }

    /** When that pane starts. */
    long startMs(int w) {
        return startMs[w];
    }
}
