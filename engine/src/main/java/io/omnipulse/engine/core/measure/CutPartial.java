package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events since the last commit add to one cut, by slot. A hash table with open addressing
 * over the slots' numbers: every event looks up a dozen of them. Mutable, owned by the {@link
 * Partials}.
 */
public final class CutPartial {
    private static final int FINEST = 0;
    private static final int TAGS = 8;
    private static final Window[] WINDOWS = Window.values();

    private long[] keys = new long[16];
    private @Nullable Measures[] values = new @Nullable Measures[16];
    private int size;

    CutPartial() {}

    /** The amounts of additive measures at an instant. */
    public Measures at(long atMs) {
        return slot(FINEST, Slot.FINEST.paneOf(atMs));
    }

    /** The changes of a window's totals for the ends of this pane and all later ones. */
    public Measures from(Window window, long pane) {
        return slot(window.ordinal() + 1, pane);
    }

    private Measures slot(int tag, long pane) {
        long key = pane * TAGS + tag;
        int at = indexOf(key);
        Measures known = values[at];
        if (known != null) {
            return known;
        }
        Measures added = new Measures();
        keys[at] = key;
        values[at] = added;
        size++;
        if (size * 2 > keys.length) {
            grow();
        }
        return added;
    }

    /** Where the key is, or the free place where it belongs. */
    private int indexOf(long key) {
        int mask = keys.length - 1;
        int at = Long.hashCode(key * 0x9E3779B97F4A7C15L) & mask; // spreads neighbouring panes
        while (values[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Measures[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new @Nullable Measures[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = indexOf(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    /** The slots that hold something. */
    Map<Slot, Measures> toSlots() {
        Map<Slot, Measures> slots = new HashMap<>(size * 2);
        for (int i = 0; i < keys.length; i++) {
            Measures measures = values[i];
            if (measures != null && !measures.isEmpty()) {
                int tag = Math.floorMod(keys[i], TAGS);
                Window window = tag == FINEST ? null : WINDOWS[tag - 1];
                slots.put(new Slot(window, Math.floorDiv(keys[i], TAGS)), measures);
            }
        }
        return slots;
    }
}
