package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the events since the last commit add, per cut and slot. Amounts that cancel out vanish.
 * Mutable; emptied by {@link #drain}.
 */
public final class Partials {
    private final Map<Cut, Map<Slot, Measures>> byCut = new LinkedHashMap<>();
    private int slots;

    /** Adds an amount of an additive measure at an instant. */
    public void add(Cut cut, long atMs, int code, long amount) {
        slot(cut, new Slot(null, Slot.FINEST.paneOf(atMs))).add(code, amount);
    }

    /** Changes the totals of a distinct measure for the ends of this pane and all later ones. */
    public void changeFrom(Cut cut, Window window, long pane, int code, long amount) {
        slot(cut, new Slot(window, pane)).add(code, amount);
    }

    private Measures slot(Cut cut, Slot slot) {
        Map<Slot, Measures> slotsOfCut = byCut.computeIfAbsent(cut, c -> new HashMap<>());
        Measures measures = slotsOfCut.get(slot);
        if (measures == null) {
            measures = new Measures();
            slotsOfCut.put(slot, measures);
            slots++;
        }
        return measures;
    }

    /** How many slots are held: a bound on the memory that a commit frees. */
    public int slots() {
        return slots;
    }

    /** Hands over each cut's partial, without empty slots, and forgets everything. */
    public void drain(BiConsumer<Cut, Map<Slot, Measures>> to) {
        byCut.forEach(
                (cut, partial) -> {
                    partial.values().removeIf(Measures::isEmpty);
                    if (!partial.isEmpty()) {
                        to.accept(cut, partial);
                    }
                });
        byCut.clear();
        slots = 0;
    }
}
