package io.omnipulse.engine.core.pane;

import static io.omnipulse.engine.core.pane.SmallTotals.counted;
import static io.omnipulse.engine.core.pane.SmallTotals.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.kpi.SmallCatalog;
import io.omnipulse.engine.core.time.Window;
import org.junit.jupiter.api.Test;

/** The row of a rolling window that ends just after now. */
class PresentRowTest {
    private final RowBook book = new RowBook();
    private final RollingWindow rolling =
            new RollingWindow(Window.H1, new KpiCalculator(SmallCatalog.of()));

    @Test
    void the_present_row_decays_as_its_end_moves_though_nothing_comes() {
        // Given
        rolling.add(10, orders(2));
        rolling.add(70, orders(-2));
        // When
        Row held = rolling.presentRow(69);
        // Then
        assertThat(held.totals()).hasToString("{orders=2}");
        assertThat(held.endMs()).isEqualTo(Window.H1.endMs(69));
        assertThat(rolling.nextPresent()).hasValue(70);
        assertThat(rolling.presentRow(70).totals().isEmpty()).isTrue();
        assertThat(rolling.nextPresent()).isEmpty();
    }

    @Test
    void a_change_behind_the_present_end_shows_at_once_whether_published_or_not() {
        // Given
        rolling.publishTo(15, book);
        rolling.presentRow(20);
        // When
        rolling.add(10, orders(2)); // late
        rolling.add(18, orders(1)); // not yet published
        rolling.add(21, orders(5)); // to come
        // Then
        assertThat(rolling.presentRow(20).totals()).hasToString("{orders=3}");
        assertThat(rolling.nextPresent()).hasValue(21);
    }

    @Test
    void late_changes_ahead_of_the_present_end_show_when_it_gets_there() {
        // Given
        rolling.publishTo(30, book); // after a restart the present end begins anew
        rolling.add(25, orders(2));
        // When
        Row before = rolling.presentRow(24);
        // Then
        assertThat(before.totals().isEmpty()).isTrue();
        assertThat(rolling.nextPresent()).hasValue(25);
        assertThat(rolling.presentRow(25).totals()).hasToString("{orders=2}");
    }

    @Test
    void the_present_row_goes_on_after_panes_were_settled() {
        // Given
        rolling.add(10, counted(2));
        rolling.publishTo(20, book);
        rolling.settleTo(20); // before anybody asked for the present
        // When
        Row present = rolling.presentRow(30);
        // Then
        assertThat(present.totals()).hasToString("{events=2, orders=2}");
        assertThat(present.kpis()).extracting(KpiValue::id).containsExactly("orders");
    }
}
