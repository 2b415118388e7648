package io.omnipulse.engine.core.pane;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Panes in their order, side by side in an array. Mutable, owned by one holder. */
final class PaneSet {
    private static final long[] NONE = {};

    private long[] panes = NONE;
    private int size;

    int size() {
        return size;
    }

    /** The pane at a place. */
    long get(int place) {
        return panes[place];
    }

    /** The place of a pane, or −1 less the place where it belongs. */
    int placeOf(long pane) {
        // What is new is mostly newer than all that is known.
        return size == 0 || panes[size - 1] < pane
                ? -size - 1
                : Arrays.binarySearch(panes, 0, size, pane);
    }

    /** The place of the first pane after this one, {@link #size()} where there is none. */
    int placeAfter(long pane) {
        int place = placeOf(pane);
        return place >= 0 ? place + 1 : -place - 1;
    }

    /** The first pane after this one; empty where there is none. */
    OptionalLong after(long pane) {
        int place = placeAfter(pane);
        return place < size ? OptionalLong.of(panes[place]) : OptionalLong.empty();
    }

    void add(long pane) {
        int place = placeOf(pane);
        if (place < 0) {
            insert(-place - 1, pane);
        }
    }

    /** Adds a pane that is not in it where it belongs. */
    void insert(int place, long pane) {
        if (size == panes.length) {
            panes = Arrays.copyOf(panes, Room.moreThan(size));
        }
        System.arraycopy(panes, place, panes, place + 1, size - place);
        panes[place] = pane;
        size++;
    }

    /** Removes so many panes from a place on. */
    void remove(int place, int count) {
        System.arraycopy(panes, place + count, panes, place, size - place - count);
        size -= count;
    }

    /** Keeps no more room than it needs. */
    void trim() {
        panes = Arrays.copyOf(panes, size);
    }

    void clear() {
        panes = NONE;
        size = 0;
    }

    void forEach(LongConsumer to) {
        for (int place = 0; place < size; place++) {
            to.accept(panes[place]);
        }
    }
}
