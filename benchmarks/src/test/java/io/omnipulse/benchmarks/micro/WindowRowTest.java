package io.omnipulse.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.pane.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowRowTest {
    private static WindowRow full(String window) {
        WindowRow full = new WindowRow();
        full.window = window;
        full.fill();
        return full;
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "1h"})
    void every_pane_of_a_full_window_gives_a_row_that_differs_from_the_one_before(String window) {
        WindowRow full = full(window);
        List<Row> rows = new ArrayList<>();

        for (int pane = 0; pane < 100; pane++) {
            full.step(rows::add);
        }

        assertThat(rows).hasSize(100);
        assertThat(new HashSet<>(rows)).hasSize(100);
        for (int row = 1; row < rows.size(); row++) {
            assertThat(rows.get(row).saysTheSameAs(rows.get(row - 1))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "1h"})
    void the_values_are_those_of_the_row_of_a_window_that_was_filled(String window) {
        assertThat(full(window).values()).extracting(KpiValue::id).contains("page_views", "orders");
    }
}
