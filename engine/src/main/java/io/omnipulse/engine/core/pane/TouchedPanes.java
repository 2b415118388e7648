package io.omnipulse.engine.core.pane;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Panes that must be stored, noted as often as they are touched. Mutable, owned by one holder. */
final class TouchedPanes {
    private static final long[] NONE = {};

    private long[] panes = NONE;
    private int size;

    void add(long pane) {
        if (size == panes.length) {
            panes = Arrays.copyOf(panes, Room.moreThan(size));
        }
        panes[size++] = pane;
    }

    /** Hands over each pane once, in order, and forgets it. */
    void drain(LongConsumer to) {
        Arrays.sort(panes, 0, size);
        for (int i = 0; i < size; i++) {
            if (i == 0 || panes[i] != panes[i - 1]) {
                to.accept(panes[i]);
            }
        }
        panes = NONE;
        size = 0;
    }
}
