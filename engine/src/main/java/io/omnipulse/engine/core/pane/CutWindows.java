package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.time.Window;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
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
        for (RollingWindow rolling : windows.values()) {
            Changes changes = of(partial, rolling.window());
            changes.forEach(pane -> rolling.add(pane, changes.at(pane)));
        }
    }

    private static Changes of(Map<Slot, Measures> partial, Window window) {
        Changes changes = new Changes();
        partial.forEach(
                (slot, measures) -> {
                    if (slot.window() == window) {
                        changes.add(slot.pane(), measures);
                    } else if (slot.window() == null) {
                        long pane = window.paneOf(slot.pane() * Slot.FINEST.paneMs());
                        changes.add(pane, measures);
                        changes.subtract(pane + window.panes(), measures);
                    }
                });
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
