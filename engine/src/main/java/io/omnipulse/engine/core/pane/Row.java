package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.List;

/**
 * What is known of one cut at one end of one rolling window.
 *
 * @param window the rolling window
 * @param endMs its end, a multiple of its pane's length
 * @param totals the measures in it, without zeros; not changed after this
 * @param kpis the values of the KPIs, in the order of the catalogue
 */
public record Row(Window window, long endMs, Measures totals, List<KpiValue> kpis) {
    public Row {
        kpis = List.copyOf(kpis);
    }

    /** Whether it says the same as another row, whatever their ends. */
    public boolean saysTheSameAs(Row other) {
        return totals.equals(other.totals) && kpis.equals(other.kpis);
    }
}
