package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.Counts;
import io.omnipulse.engine.core.alert.Minute;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the partials of one commit hold for the watch, by minute: of the whole, and of each campaign
 * on each channel. It goes to the room of the whole, beside the partials, which go to the rooms of
 * their cuts.
 */
final class WatchedAmounts {
    /**
     * So many cuts in a record at most, so that it stays small whatever the campaigns are called.
     */
    static final int CUTS_IN_A_RECORD = 1_000;

    private static final int STARTS = MeasureCode.of(Measure.SESSION_STARTS);
    private static final int ORDERS = MeasureCode.of(Measure.SESSION_ORDERS);

    private final boolean on;
    private final Map<Long, Map<Cut, Counts>> byMinute = new TreeMap<>();

    /**
     * @param on whether anything is watched; else nothing is kept
     */
    WatchedAmounts(boolean on) {
        this.on = on;
    }

    /** Looks at each partial before it is handed on. */
    BiConsumer<Cut, Map<Slot, Measures>> beside(BiConsumer<Cut, Map<Slot, Measures>> to) {
        return (cut, slots) -> {
            add(cut, slots);
            to.accept(cut, slots);
        };
    }

    private void add(Cut cut, Map<Slot, Measures> slots) {
        if (!on || isPartRollUp(cut)) {
            return;
        }
        slots.forEach(
                (slot, measures) -> {
                    Counts counts = new Counts(measures.get(STARTS), measures.get(ORDERS));
                    if (slot.window() == null && !counts.equals(Counts.NONE)) {
                        byMinute.computeIfAbsent(minuteOf(slot), minute -> new HashMap<>())
                                .merge(cut, counts, Counts::plus);
                    }
                });
    }

    private static boolean isPartRollUp(Cut cut) {
        return cut.campaign().equals(Cut.ALL) != cut.channel().equals(Cut.ALL);
    }

    private static long minuteOf(Slot slot) {
        return Math.floorDiv(slot.pane() * Slot.FINEST.paneMs(), Minute.MS);
    }

    /** Hands over what has been seen since the last call, in records of bounded size. */
    void drain(Consumer<ByCut> to) {
        List<Minute> parts = new ArrayList<>();
        int cuts = 0;
        for (Map.Entry<Long, Map<Cut, Counts>> minute : byMinute.entrySet()) {
            Map<Cut, Counts> leaves = minute.getValue();
            Counts total = leaves.remove(Cut.TOTAL);
            Counts left = total == null ? Counts.NONE : total;
            Map<Cut, Counts> part = new HashMap<>();
            for (Map.Entry<Cut, Counts> leaf : leaves.entrySet()) {
                part.put(leaf.getKey(), leaf.getValue());
                cuts++;
                if (cuts == CUTS_IN_A_RECORD) {
                    parts.add(Minute.of(minute.getKey(), left, part));
                    to.accept(new ByCut.Watched(parts));
                    parts.clear();
                    part.clear();
                    left = Counts.NONE;
                    cuts = 0;
                }
            }
            if (!part.isEmpty() || !left.equals(Counts.NONE)) {
                parts.add(Minute.of(minute.getKey(), left, part));
                cuts++;
            }
        }
        if (!parts.isEmpty()) {
            to.accept(new ByCut.Watched(parts));
        }
        byMinute.clear();
    }
}
