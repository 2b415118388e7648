package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store for one rolling window: bytes, as a restart finds them. */
final class StoredWindow implements PaneStore {
    private final SortedMap<Long, byte[]> panes = new TreeMap<>();
    private byte @Nullable [] header;

    @Override
    public void pane(long pane, Measures change, Measures late) {
        if (change.isEmpty() && late.isEmpty()) {
            panes.remove(pane);
        } else {
            panes.put(pane, PaneCodec.encodePane(change, late));
        }
    }

    @Override
    public void header(
            long settledPane,
            Measures totals,
            Presence presence,
            SortedMap<Long, Integer> revisions) {
        header = PaneCodec.encodeHeader(settledPane, totals, presence, revisions);
    }

    SortedMap<Long, byte[]> panes() {
        return panes;
    }

    /** The window as it was when it was last drained, its rows published up to the pane. */
    RollingWindow restart(Window window, KpiCalculator kpis, long publishedPane) {
        RollingWindow rolling =
                header == null
                        ? new RollingWindow(window, kpis)
                        : PaneCodec.decodeHeader(header, window, kpis);
        panes.forEach((pane, bytes) -> PaneCodec.decodePane(bytes, pane, rolling));
        rolling.resume(publishedPane);
        return rolling;
    }
}
