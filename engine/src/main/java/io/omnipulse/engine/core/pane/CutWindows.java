package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rolling windows of one cut, and how a partial reaches them. */
public final class CutWindows {
    private final Map<Window, RollingWindow> windows = new EnumMap<>(Window.class);

    public CutWindows(Collection<RollingWindow> windows) {
        windows.forEach(rolling -> this.windows.put(rolling.window(), rolling));
    }

    public Collection<RollingWindow> windows() {
        return Collections.unmodifiableCollection(windows.values());
    }

    /**
     * Adds a partial. A distinct measure says of one window how its totals change; an additive one
     * came by the finest pane, enters every window with its pane there, and leaves each when that
     * pane does. What falls into one pane of a window is summed before.
     */
    public void add(Map<Slot, Measures> partial) {
        partial.forEach(CutWindows::check);
        // In the order of their panes, so that each comes behind the others.
        List<Map.Entry<Slot, Measures>> slots = new ArrayList<>(partial.entrySet());
        slots.sort(Comparator.comparingLong(slot -> slot.getKey().pane()));
        for (RollingWindow rolling : windows.values()) {
            rolling.add(of(slots, rolling.window()));
        }
    }

    private static Changes of(List<Map.Entry<Slot, Measures>> slots, Window window) {
        Changes changes = new Changes();
        Changes leaving = new Changes();
        Changes distinct = new Changes();
        for (Map.Entry<Slot, Measures> slot : slots) {
            long pane = slot.getKey().pane();
            if (slot.getKey().window() == window) {
                distinct.add(pane, slot.getValue());
            } else if (slot.getKey().window() == null) {
                long entering = window.paneOf(pane * Slot.FINEST.paneMs());
                changes.add(entering, slot.getValue());
                leaving.subtract(entering + window.panes(), slot.getValue());
            }
        }
        changes.addAll(leaving, Long.MIN_VALUE, Long.MAX_VALUE);
        changes.addAll(distinct, Long.MIN_VALUE, Long.MAX_VALUE);
        return changes;
    }

    private static void check(Slot slot, Measures measures) {
        if (slot.window() == null) {
            measures.forEach((code, amount) -> requireAdditive(code));
        }
    }

    private static void requireAdditive(int code) {
        if (MeasureCode.measure(code).placing() == Measure.Placing.DISTINCT) {
            throw new IllegalArgumentException(
                    MeasureCode.id(code) + " is distinct and cannot travel by the finest pane");
        }
    }
}
