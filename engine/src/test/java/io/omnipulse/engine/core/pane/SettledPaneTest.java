package io.omnipulse.engine.core.pane;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.SmallCatalog;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import org.junit.jupiter.api.Test;

/** What is settled stays so, also where nothing had changed. */
class SettledPaneTest {
    @Test
    void a_pane_that_was_settled_takes_no_more_changes_even_where_nothing_had_changed() {
        RollingWindow rolling = new RollingWindow(Window.H1, new KpiCalculator(SmallCatalog.of()));
        Measures one = new Measures();
        one.add(MeasureCode.of(Measure.ORDERS), 1);
        rolling.add(10, one);
        rolling.publishTo(20, new RowBook());
        rolling.settleTo(15);
        assertThatIllegalStateException().isThrownBy(() -> rolling.add(12, one));
    }
}
