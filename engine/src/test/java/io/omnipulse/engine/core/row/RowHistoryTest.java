package io.omnipulse.engine.core.row;

import static io.omnipulse.engine.core.row.Lines.absent;
import static io.omnipulse.engine.core.row.Lines.count;
import static io.omnipulse.engine.core.row.Lines.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RowHistoryTest {
    private static final Cut WEB = new Cut("spring", "web");
    private final RowHistory history = new RowHistory();

    private void row(long minute, int revision, KpiValue... kpis) {
        history.put(WEB, Window.H1, minute * 60_000, Stage.FINAL, revision, List.of(kpis));
    }

    private static List<String> texts(Stream<RowLine> lines) {
        return lines.sorted(CsvRows.ORDER)
                .map(
                        line ->
                                line.windowEndMs() / 60_000
                                        + " "
                                        + line.kpi().id()
                                        + "="
                                        + line.kpi().numerator().orElseThrow()
                                        + " r"
                                        + line.revision())
                .toList();
    }

    @Test
    void a_line_is_written_where_a_kpi_changes_and_only_for_that_kpi() {
        row(1, 0, count("orders", 1), count("sessions", 1));
        row(2, 0, count("orders", 1), count("sessions", 2));
        row(4, 0, count("orders", 0), count("sessions", 2));
        assertThat(texts(history.lines()))
                .containsExactly(
                        "1 orders=1 r0", "1 sessions=1 r0", "2 sessions=2 r0", "4 orders=0 r0");
    }

    @Test
    void a_changed_interval_alone_is_a_change() {
        row(1, 0, ratio("csat_ratio", 1, 2, 0.1, 0.9));
        row(2, 0, ratio("csat_ratio", 1, 2, 0.2, 0.9));
        assertThat(texts(history.lines())).hasSize(2);
    }

    @Test
    void a_value_that_becomes_absent_is_written() {
        row(1, 0, ratio("csat_ratio", 0, 2, 0, 0.9));
        row(2, 0, absent("csat_ratio"));
        row(3, 0, absent("csat_ratio"));
        assertThat(history.lines().map(line -> line.kpi().value().isPresent()))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void a_kpi_that_was_away_is_written_again() {
        row(1, 0, count("orders", 1), count("sessions", 1));
        row(2, 0, count("orders", 1));
        row(3, 0, count("orders", 1), count("sessions", 1));
        assertThat(texts(history.lines()))
                .containsExactly("1 orders=1 r0", "1 sessions=1 r0", "3 sessions=1 r0");
    }

    @Test
    void a_later_revision_replaces_an_earlier_one_and_never_the_other_way() {
        row(1, 0, count("orders", 1));
        row(1, 2, count("orders", 3));
        row(1, 1, count("orders", 2));
        assertThat(texts(history.lines())).containsExactly("1 orders=3 r2");
    }

    @Test
    void a_higher_version_replaces_a_lower_one_whatever_their_revisions() {
        history.put(WEB, Window.H1, 60_000, Stage.FINAL, 1, 3, List.of(count("orders", 1)));
        history.put(WEB, Window.H1, 60_000, Stage.FINAL, 2, 0, List.of(count("orders", 2)));
        history.put(WEB, Window.H1, 60_000, Stage.FINAL, 1, 4, List.of(count("orders", 3)));
        assertThat(texts(history.lines())).containsExactly("1 orders=2 r0");
    }

    @Test
    void a_lower_version_is_believed_again_after_a_withdrawal() {
        history.put(WEB, Window.H1, 60_000, Stage.FINAL, 2, 0, List.of(count("orders", 2)));
        history.remove(WEB, Window.H1, 60_000);
        history.put(WEB, Window.H1, 60_000, Stage.FINAL, 1, 3, List.of(count("orders", 1)));
        assertThat(texts(history.lines())).containsExactly("1 orders=1 r3");
    }

    @Test
    void a_row_without_kpis_says_that_nothing_holds() {
        row(1, 0, count("orders", 1));
        row(2, 0);
        row(3, 0, count("orders", 1));
        assertThat(texts(history.lines())).containsExactly("1 orders=1 r0", "3 orders=1 r0");
        assertThat(history.holding(new RowHistory.Series(WEB, Window.H1), 120_000)).isEmpty();
    }

    @Test
    void a_withdrawn_row_leaves_what_was_before() {
        row(1, 0, count("orders", 1));
        row(2, 0, count("orders", 2));
        row(3, 0, count("orders", 1));
        history.remove(WEB, Window.H1, 120_000);
        history.remove(Cut.TOTAL, Window.H1, 120_000);
        assertThat(texts(history.lines())).containsExactly("1 orders=1 r0");
    }

    @Test
    void rows_may_come_in_any_order_of_their_ends() {
        row(3, 0, count("orders", 2));
        row(1, 0, count("orders", 1));
        row(2, 0, count("orders", 1));
        assertThat(texts(history.lines())).containsExactly("1 orders=1 r0", "3 orders=2 r0");
    }

    @Test
    void a_range_drops_the_ends_behind_it_and_windows_without_a_range() {
        row(1, 0, count("orders", 1));
        row(2, 0, count("orders", 2));
        row(3, 0, count("orders", 3));
        history.put(WEB, Window.M5, 60_000, Stage.FINAL, 0, List.of(count("orders", 1)));
        assertThat(texts(history.lines(Map.of(Window.H1, new CountedRange(60_000, 120_000)))))
                .containsExactly("1 orders=1 r0", "2 orders=2 r0");
    }

    @Test
    void cuts_and_windows_are_told_apart() {
        row(1, 0, count("orders", 1));
        history.put(Cut.TOTAL, Window.H1, 120_000, Stage.FINAL, 0, List.of(count("orders", 1)));
        history.put(WEB, Window.M5, 120_000, Stage.FINAL, 0, List.of(count("orders", 1)));
        assertThat(history.lines()).hasSize(3);
    }
}
