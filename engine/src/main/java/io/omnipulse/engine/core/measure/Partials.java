package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.time.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the events since the last commit add, per cut and slot. Amounts that cancel out vanish.
 * Mutable; emptied by {@link #drain}.
 */
public final class Partials {
    /** Each takes some kilobytes; where there are more, few events are in one. */
    private static final int MANY = 4_000;

    private final Map<Cut, CutPartial> byCut = new LinkedHashMap<>();
    private long drained;

    /** Adds an amount of an additive measure at an instant. */
    public void add(Cut cut, long atMs, int code, long amount) {
        CutPartial partial = of(cut);
        partial.add(partial.at(atMs), code, amount);
    }

    /** Changes the totals of a distinct measure for the ends of this pane and all later ones. */
    public void changeFrom(Cut cut, Window window, long pane, int code, long amount) {
        CutPartial partial = of(cut);
        partial.add(partial.from(window, pane), code, amount);
    }

    /** The partial of one cut; its slots are good until the next {@link #drain}. */
    public CutPartial of(Cut cut) {
        CutPartial known = byCut.get(cut);
        if (known == null) {
            known = new CutPartial();
            byCut.put(cut, known);
        }
        return known;
    }

    /** Whether so many cuts have a partial that it is time to hand them over. */
    public boolean areMany() {
        return byCut.size() > MANY;
    }

    /** How often it was emptied: what was known of partials and slots before is void. */
    public long drained() {
        return drained;
    }

    /**
     * Hands over each cut's partial, without empty slots, and forgets everything. Cuts that nothing
     * came to since the last time are forgotten altogether; the others keep their room, unless they
     * are many.
     */
    public void drain(BiConsumer<Cut, Map<Slot, Measures>> to) {
        byCut.values().removeIf(CutPartial::isUntouched);
        byCut.forEach(
                (cut, partial) -> {
                    Map<Slot, Measures> slots = partial.toSlots();
                    partial.clear();
                    if (!slots.isEmpty()) {
                        to.accept(cut, slots);
                    }
                });
        if (areMany()) {
            byCut.clear();
        }
        drained++;
    }
}
