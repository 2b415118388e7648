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
     * Adds one slot of a partial. A distinct measure says of one window how its totals change; an
     * additive one came by the finest pane, enters every window with its pane there, and leaves
     * each when that pane does.
     */
    public void add(Slot slot, Measures measures) {
        Window of = slot.window();
        if (of != null) {
            RollingWindow rolling = windows.get(of);
            if (rolling != null) {
                rolling.add(slot.pane(), measures);
            }
            return;
        }
        measures.forEach((code, amount) -> requireAdditive(code));
        Measures leaving = measures.negated();
        long startMs = slot.pane() * Slot.FINEST.paneMs();
        for (RollingWindow rolling : windows.values()) {
            long pane = rolling.window().paneOf(startMs);
            rolling.add(pane, measures);
            rolling.add(pane + rolling.window().panes(), leaving);
        }
    }

    private static void requireAdditive(int code) {
        if (MeasureCode.measure(code).placing() == Measure.Placing.DISTINCT) {
            throw new IllegalArgumentException(
                    MeasureCode.id(code) + " is distinct and cannot travel by the finest pane");
        }
    }
}
