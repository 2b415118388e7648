package io.omnipulse.engine.core.pane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.SmallCatalog;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a partial reaches the rolling windows of a cut. */
class CutWindowsTest {
    private final KpiCalculator kpis = new KpiCalculator(SmallCatalog.of());
    private final RollingWindow fiveMinutes = new RollingWindow(Window.M5, kpis);
    private final RollingWindow hour = new RollingWindow(Window.H1, kpis);
    private final CutWindows windows = new CutWindows(List.of(hour, fiveMinutes));

    @Test
    void an_additive_amount_enters_every_window_with_its_pane_and_leaves_with_it() {
        // Given
        long finestPane = 65; // 10 min 50 s
        // When
        windows.add(Map.of(new Slot(null, finestPane), one(Measure.ORDERS)));
        // Then
        assertThat(ordersByPane(fiveMinutes)).isEqualTo(Map.of(65L, 1L, 95L, 0L));
        assertThat(ordersByPane(hour)).isEqualTo(Map.of(10L, 1L, 70L, 0L));
    }

    @Test
    void what_enters_as_the_same_leaves_changes_nothing() {
        // Given
        long pane = 65;
        // When
        windows.add(
                Map.of(
                        new Slot(null, pane),
                        one(Measure.ORDERS),
                        new Slot(null, pane + Window.M5.panes()),
                        one(Measure.ORDERS)));
        // Then
        assertThat(ordersByPane(fiveMinutes))
                .isEqualTo(Map.of(pane, 1L, pane + 2 * Window.M5.panes(), 0L));
    }

    @Test
    void a_distinct_amount_changes_its_own_window_only() {
        // When
        windows.add(Map.of(new Slot(Window.H1, 7), one(Measure.CUSTOMERS)));
        // Then
        assertThat(hour.nextDue()).hasValue(7);
        assertThat(fiveMinutes.nextDue()).isEmpty();
    }

    @Test
    void an_amount_for_a_window_that_is_not_configured_is_left_out() {
        // When
        windows.add(Map.of(new Slot(Window.D7, 7), one(Measure.CUSTOMERS)));
        // Then
        assertThat(windows.windows())
                .allSatisfy(rolling -> assertThat(rolling.nextDue()).isEmpty());
    }

    @Test
    void a_distinct_measure_cannot_travel_by_the_finest_pane() {
        // Given
        Slot finest = new Slot(null, 7);
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows.add(Map.of(finest, one(Measure.CUSTOMERS))))
                // Then
                .withMessage("customers is distinct and cannot travel by the finest pane");
    }

    @Test
    void windows_stand_in_the_order_of_their_lengths() {
        // When
        List<Window> order = windows.windows().stream().map(RollingWindow::window).toList();
        // Then
        assertThat(order).containsExactly(Window.M5, Window.H1);
    }

    private static Measures one(Measure measure) {
        Measures one = new Measures();
        one.add(MeasureCode.of(measure), 1);
        return one;
    }

    private static Map<Long, Long> ordersByPane(RollingWindow rolling) {
        Map<Long, Long> orders = new TreeMap<>();
        rolling.publishTo(
                Long.MAX_VALUE,
                new RowListener() {
                    @Override
                    public void row(Row row, int revision, Map<String, Double> restated) {
                        orders.put(
                                rolling.window().lastEnded(row.endMs()),
                                row.totals().get(MeasureCode.of(Measure.ORDERS)));
                    }

                    @Override
                    public void withdrawn(long endMs) {
                        throw new AssertionError("nothing was late");
                    }
                });
        return orders;
    }
}
