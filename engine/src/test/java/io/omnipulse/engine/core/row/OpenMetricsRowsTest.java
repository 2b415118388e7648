package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenMetricsRowsTest {
    private static final Cut WEB = new Cut("spring", "web");

    private static final KpiCatalog CATALOG =
            new KpiCatalog(
                    List.of(
                            kpi(
                                    "csat_ratio",
                                    KpiKind.PROPORTION,
                                    "csat_satisfied",
                                    "csat_answers",
                                    Unit.RATIO),
                            kpi("orders", KpiKind.COUNT, "orders", "", Unit.COUNT),
                            kpi(
                                    "average_order_value",
                                    KpiKind.MEAN,
                                    "revenue",
                                    "currency_orders",
                                    Unit.MONEY)));

    private static KpiDefinition kpi(
            String id, KpiKind kind, String numerator, String denominator, Unit unit) {
        return new KpiDefinition(
                id,
                kind,
                Formula.parse(numerator),
                denominator.isEmpty() ? Optional.empty() : Optional.of(Formula.parse(denominator)),
                Optional.empty(),
                unit,
                Set.of(Window.H1),
                "What \"" + id + "\" is.",
                "");
    }

    private static RowLine row(long minute, Cut cut, KpiValue kpi) {
        return new RowLine(minute * 60_000, Window.H1, cut, kpi, Stage.SETTLED, 0);
    }

    private static List<String> written(Duration step, long endMinute, RowLine... rows)
            throws IOException {
        StringBuilder text = new StringBuilder();
        new OpenMetricsRows(CATALOG, step, Map.of(Window.H1, endMinute * 60_000))
                .write(List.of(rows), text);
        assertThat(text).endsWith("\n# EOF\n");
        return text.toString().lines().toList();
    }

    @Test
    void an_unchanged_value_is_repeated_until_the_next_row_and_to_the_end_of_the_range()
            throws IOException {
        assertThat(
                        written(
                                Duration.ofMinutes(5),
                                18,
                                row(1, WEB, Lines.count("orders", 1)),
                                row(11, WEB, Lines.count("orders", 2))))
                .containsExactly(
                        "# TYPE omnipulse_orders gauge",
                        "# HELP omnipulse_orders What \\\"orders\\\" is.",
                        "omnipulse_orders{campaign=\"spring\",channel=\"web\",window=\"1h\"} 1.0"
                                + " 60",
                        "omnipulse_orders{campaign=\"spring\",channel=\"web\",window=\"1h\"} 1.0"
                                + " 360",
                        "omnipulse_orders{campaign=\"spring\",channel=\"web\",window=\"1h\"} 2.0"
                                + " 660",
                        "omnipulse_orders{campaign=\"spring\",channel=\"web\",window=\"1h\"} 2.0"
                                + " 960",
                        "# EOF");
    }

    @Test
    void a_ratio_has_its_parts_beside_it() throws IOException {
        assertThat(
                        written(
                                Duration.ofMinutes(5),
                                1,
                                row(1, WEB, Lines.ratio("csat_ratio", 1, 4, 0.1, 0.7))))
                .contains("# UNIT omnipulse_csat_ratio ratio")
                .filteredOn(line -> !line.startsWith("#"))
                .extracting(line -> line.replaceAll("\\{.*\\}", ""))
                .containsExactly(
                        "omnipulse_csat_ratio 0.25 60",
                        "omnipulse_csat_ratio_numerator 1 60",
                        "omnipulse_csat_ratio_denominator 4 60",
                        "omnipulse_csat_ratio_lower 0.1 60",
                        "omnipulse_csat_ratio_upper 0.7 60",
                        "omnipulse_csat_ratio_n 4 60");
    }

    @Test
    void an_absent_ratio_has_no_samples_until_it_is_there_again() throws IOException {
        assertThat(
                        written(
                                Duration.ofMinutes(1),
                                5,
                                row(1, WEB, Lines.ratio("csat_ratio", 0, 1, 0, 0.9)),
                                row(3, WEB, Lines.absent("csat_ratio")),
                                row(5, WEB, Lines.ratio("csat_ratio", 1, 1, 0.1, 1))))
                .filteredOn(line -> line.startsWith("omnipulse_csat_ratio{"))
                .extracting(line -> line.replaceAll(".* ", ""))
                .containsExactly("60", "120", "300");
    }

    @Test
    void samples_of_a_family_and_of_a_series_stand_together_in_the_order_of_time()
            throws IOException {
        assertThat(
                        written(
                                Duration.ofMinutes(5),
                                3,
                                row(3, WEB, Lines.count("orders", 2)),
                                row(2, Cut.TOTAL, Lines.count("orders", 3)),
                                row(2, WEB, Lines.count("sessions", 1)),
                                row(1, WEB, Lines.count("orders", 1))))
                .filteredOn(line -> !line.startsWith("#"))
                .extracting(line -> line.replaceAll("\\{campaign=\"(.*?)\".*\\}", " $1"))
                .containsExactly(
                        "omnipulse_orders * 3.0 120",
                        "omnipulse_orders spring 1.0 60",
                        "omnipulse_orders spring 2.0 180",
                        "omnipulse_sessions spring 1.0 120");
    }

    @Test
    void money_takes_unit_and_help_from_the_entry_without_the_currency() throws IOException {
        assertThat(
                        written(
                                Duration.ofMinutes(5),
                                1,
                                row(1, WEB, Lines.ratio("average_order_value_gbp", 900, 3, 0, 0))))
                .contains(
                        "# UNIT omnipulse_average_order_value_gbp gbp",
                        "# HELP omnipulse_average_order_value_gbp In GBP. What"
                                + " \\\"average_order_value\\\" is.");
    }

    @Test
    void labels_are_escaped() throws IOException {
        Cut cut = new Cut("a\"b\\c\nd", "web");
        assertThat(written(Duration.ofMinutes(5), 1, row(1, cut, Lines.count("orders", 1))))
                .contains(
                        "omnipulse_orders{campaign=\"a\\\"b\\\\c\\n"
                                + "d\",channel=\"web\",window=\"1h\"} 1.0 60");
    }

    @Test
    void without_rows_there_is_only_the_end() throws IOException {
        StringBuilder text = new StringBuilder();
        new OpenMetricsRows(CATALOG, Duration.ofMinutes(5), Map.of()).write(List.of(), text);
        assertThat(text).hasToString("# EOF\n");
    }

    @Test
    void a_step_below_a_second_is_refused() {
        assertThatThrownBy(() -> new OpenMetricsRows(CATALOG, Duration.ZERO, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
