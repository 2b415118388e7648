package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one rolling window as its end moves on, pane by pane: what a row at the present end
 * says follows from them. Mutable, owned by one holder.
 */
final class Sweep {
    /** The last pane of the window; Long.MIN_VALUE before the first. */
    long pane;

    final Measures totals;
    Presence presence;

    Sweep(long pane, Measures totals, Presence presence) {
        this.pane = pane;
        this.totals = totals;
        this.presence = presence;
    }

    static Sweep beforeAll() {
        return new Sweep(Long.MIN_VALUE, new Measures(), Presence.NONE);
    }

    Sweep copy() {
        return new Sweep(pane, totals.copy(), presence);
    }

    /** Moves the end on to a pane with which the totals change. */
    void moveTo(long next, Changes changes, Window window, KpiCalculator kpis) {
        pane = next;
        changes.addTo(totals, next);
        presence = kpis.observe(window, totals, presence);
    }

    Row row(Window window, KpiCalculator kpis) {
        return new Row(
                window, window.endMs(pane), totals.copy(), kpis.values(window, totals, presence));
    }

    /** What a row here would say: its KPIs follow from the totals and from which are present. */
    record Said(Measures totals, Presence presence) {}

    Said said() {
        return new Said(totals.copy(), presence);
    }

    boolean saysAgain(@Nullable Said before) {
        return before != null && totals.equals(before.totals) && presence.equals(before.presence);
    }
}
