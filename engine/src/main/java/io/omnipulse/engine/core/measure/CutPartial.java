package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.time.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events since the last commit add to one cut, by slot. Every event looks up a dozen slots
 * and adds a few amounts to each, so a slot is a number, found in a hash table with open
 * addressing, and its amounts lie side by side. Mutable, owned by the {@link Partials}.
 */
public final class CutPartial {
    private static final int FINEST = 0;
    private static final int TAGS = 8;
    private static final int FEW = 8;
    private static final int MUCH = 256;
    private static final Window[] WINDOWS = Window.values();
    private static final Measure[] MEASURES = Measure.values();

    private long[] keys = new long[FEW];
    private long[] amounts = new long[FEW * MEASURES.length];

    /** What is kept by currency: of the slots that hold any. */
    private @Nullable Measures[] byCurrency = new @Nullable Measures[FEW];

    private int size;

    /** The slot with this hash, or one after it, plus 1; 0 where none is. */
    private int[] table = new int[FEW * 4];

    CutPartial() {}

    /** The slot of additive measures at an instant; good until the partial is cleared. */
    public int at(long atMs) {
        return slot(FINEST, Slot.FINEST.paneOf(atMs));
    }

    /** The slot of changes of a window's totals for the ends of this pane and all later ones. */
    public int from(Window window, long pane) {
        return slot(window.ordinal() + 1, pane);
    }

    /** Adds an amount of a measure that is not kept by currency. */
    public void add(int slot, Measure measure, long amount) {
        amounts[slot * MEASURES.length + measure.ordinal()] += amount;
    }

    /** Adds an amount. */
    public void add(int slot, int code, long amount) {
        if (MeasureCode.currencyOf(code) == 0) {
            add(slot, MeasureCode.measure(code), amount);
            return;
        }
        Measures known = byCurrency[slot];
        if (known == null) {
            known = new Measures();
            byCurrency[slot] = known;
        }
        known.add(code, amount);
    }

    private int slot(int tag, long pane) {
        long key = pane * TAGS + tag;
        int at = indexOf(key);
        if (table[at] != 0) {
            return table[at] - 1;
        }
        if (size == keys.length) {
            grow();
            at = indexOf(key);
        }
        keys[size] = key;
        table[at] = ++size;
        return size - 1;
    }

    /** Where the key is, or the free place where it belongs. */
    private int indexOf(long key) {
        int mask = table.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask; // spreads neighbouring panes
        while (table[at] != 0 && keys[table[at] - 1] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int room = size * 2;
        keys = Arrays.copyOf(keys, room);
        amounts = Arrays.copyOf(amounts, room * MEASURES.length);
        byCurrency = Arrays.copyOf(byCurrency, room);
        table = new int[room * 4];
        for (int slot = 0; slot < size; slot++) {
            table[indexOf(keys[slot])] = slot + 1;
        }
    }

    boolean isUntouched() {
        return size == 0;
    }

    /** Forgets everything, and the room it took where that was far more than it needed now. */
    void clear() {
        if (keys.length > MUCH && size < keys.length / 4) {
            keys = new long[FEW];
            amounts = new long[FEW * MEASURES.length];
            byCurrency = new @Nullable Measures[FEW];
            table = new int[FEW * 4];
        } else {
            Arrays.fill(amounts, 0, size * MEASURES.length, 0);
            Arrays.fill(byCurrency, 0, size, null);
            Arrays.fill(table, 0);
        }
        size = 0;
    }

    /** The slots that hold something. */
    Map<Slot, Measures> toSlots() {
        Map<Slot, Measures> slots = new HashMap<>(size * 2);
        for (int slot = 0; slot < size; slot++) {
            Measures measures = measures(slot);
            if (!measures.isEmpty()) {
                int tag = Math.floorMod(keys[slot], TAGS);
                Window window = tag == FINEST ? null : WINDOWS[tag - 1];
                slots.put(new Slot(window, Math.floorDiv(keys[slot], TAGS)), measures);
            }
        }
        return slots;
    }

    private Measures measures(int slot) {
        Measures measures = new Measures();
        for (int m = 0; m < MEASURES.length; m++) {
            measures.add(MeasureCode.of(MEASURES[m]), amounts[slot * MEASURES.length + m]);
        }
        Measures more = byCurrency[slot];
        if (more != null) {
            measures.addAll(more);
        }
        return measures;
    }
}
