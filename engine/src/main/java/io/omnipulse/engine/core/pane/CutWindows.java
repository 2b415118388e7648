package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.time.Window;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
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
        Map<Long, Measures> finest = new HashMap<>();
        partial.forEach(
                (slot, measures) -> {
                    Window of = slot.window();
                    if (of == null) {
                        measures.forEach((code, amount) -> requireAdditive(code));
                        finest.put(slot.pane(), measures);
                    } else if (windows.containsKey(of)) {
                        windows.get(of).add(slot.pane(), measures);
                    }
                });
        if (!finest.isEmpty()) {
            windows.values().forEach(rolling -> addAdditive(rolling, byPane(finest, rolling)));
        }
    }

    private static Map<Long, Measures> byPane(Map<Long, Measures> finest, RollingWindow rolling) {
        Window window = rolling.window();
        if (window.paneMs() == Slot.FINEST.paneMs()) {
            return finest;
        }
        Map<Long, Measures> byPane = new HashMap<>();
        finest.forEach(
                (pane, measures) ->
                        byPane.computeIfAbsent(
                                        window.paneOf(pane * Slot.FINEST.paneMs()),
                                        p -> new Measures())
                                .addAll(measures));
        return byPane;
    }

    private static void addAdditive(RollingWindow rolling, Map<Long, Measures> byPane) {
        byPane.forEach(
                (pane, measures) -> {
                    rolling.add(pane, measures);
                    rolling.add(pane + rolling.window().panes(), measures.negated());
                });
    }

    private static void requireAdditive(int code) {
        if (MeasureCode.measure(code).placing() == Measure.Placing.DISTINCT) {
            throw new IllegalArgumentException(
                    MeasureCode.id(code) + " is distinct and cannot travel by the finest pane");
        }
    }
}
