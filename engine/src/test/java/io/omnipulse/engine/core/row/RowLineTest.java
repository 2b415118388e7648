package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RowLineTest {
    @Test
    void a_line_ends_where_a_pane_of_its_window_ends() {
        assertThatThrownBy(
                        () ->
                                new RowLine(
                                        1,
                                        Window.H1,
                                        Cut.TOTAL,
                                        Lines.count("orders", 1),
                                        Stage.FINAL,
                                        0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 is no end of a pane of window 1h");
    }

    @Test
    void a_dimension_must_not_take_the_name_of_a_label() {
        TreeMap<String, String> dimensions = new TreeMap<>(Map.of("channel", "web"));
        assertThatThrownBy(
                        () ->
                                new RowLine(
                                        0,
                                        Window.H1,
                                        Cut.TOTAL,
                                        dimensions,
                                        Lines.count("orders", 1),
                                        Stage.FINAL,
                                        0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension \"channel\"");
    }

    @Test
    void a_settled_line_has_no_history() {
        RowLine line = Lines.at(60_000, "orders", 7);
        assertThat(line.settled().stage()).isEqualTo(Stage.SETTLED);
        assertThat(line.settled().revision()).isZero();
        assertThat(line.settled().kpi()).isEqualTo(line.kpi());
    }

    @Test
    void dimensions_are_sorted_by_name() {
        TreeMap<String, String> dimensions = new TreeMap<>(Comparator.reverseOrder());
        dimensions.put("step", "cart");
        dimensions.put("funnel", "shop");
        RowLine line =
                new RowLine(
                        0,
                        Window.H1,
                        Cut.TOTAL,
                        dimensions,
                        Lines.count("orders", 1),
                        Stage.FINAL,
                        0);
        assertThat(line.dimensionsText()).isEqualTo("funnel=shop;step=cart");
    }
}
