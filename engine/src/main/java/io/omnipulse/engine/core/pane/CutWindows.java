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
        Changes finest = new Changes();
        partial.forEach(
                (slot, measures) -> {
                    Window of = slot.window();
                    if (of == null) {
                        measures.forEach((code, amount) -> requireAdditive(code));
                        finest.add(slot.pane(), measures);
                    } else if (windows.containsKey(of)) {
                        windows.get(of).add(slot.pane(), measures);
                    }
                });
        windows.values().forEach(rolling -> addAdditive(rolling, byPane(finest, rolling.window())));
    }

    private static void addAdditive(RollingWindow rolling, Changes byPane) {
        byPane.forEach(
                pane -> {
                    Measures measures = byPane.at(pane);
                    rolling.add(pane, measures);
                    rolling.subtract(pane + rolling.window().panes(), measures);
                });
    }

    private static Changes byPane(Changes finest, Window window) {
        if (window.paneMs() == Slot.FINEST.paneMs()) {
            return finest;
        }
        Changes byPane = new Changes();
        finest.forEach(
                pane -> byPane.add(window.paneOf(pane * Slot.FINEST.paneMs()), finest.at(pane)));
        return byPane;
    }

    private static void requireAdditive(int code) {
        if (MeasureCode.measure(code).placing() == Measure.Placing.DISTINCT) {
            throw new IllegalArgumentException(
                    MeasureCode.id(code) + " is distinct and cannot travel by the finest pane");
        }
    }
}
