package io.omnipulse.engine.reference;

import static io.omnipulse.engine.reference.EventText.answer;
import static io.omnipulse.engine.reference.EventText.iso;
import static io.omnipulse.engine.reference.EventText.later;
import static io.omnipulse.engine.reference.EventText.purchase;
import static io.omnipulse.engine.reference.EventText.sale;
import static io.omnipulse.engine.reference.EventText.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.reference.ReferenceEngine.Settings;
import io.omnipulse.engine.reference.ReferenceTable.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, values and the form of rows, each by an example worked by hand. */
class ReferenceRowsTest {

    @Test
    void one_click_gives_these_rows_in_its_five_minutes() {
        List<String> rows =
                Computed.from(web("a", "10:00:03", "CLICK").campaign("spring").customer("7"))
                        .lines();

        assertThat(rows)
                .filteredOn(row -> row.contains(",5m,spring,web,"))
                .containsExactly(
                        "2026-03-02T10:00:10Z,5m,spring,web,,bounce_ratio,1.0,1,1,0.20654931437723745,1.0,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,engagement_ratio,0.0,0,1,0.0,0.7934506856227626,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,interactions,1.0,1,,,,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,new_customers,0.0,0,,,,0,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,omnichannel_conversion_ratio,0.0,0,1,0.0,0.7934506856227626,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,orders,0.0,0,,,,0,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,page_views,0.0,0,,,,0,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,reach_conversion_ratio,0.0,0,1,0.0,0.7934506856227626,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,session_conversion_ratio,0.0,0,1,0.0,0.7934506856227626,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,sessions,1.0,1,,,,1,settled,0",
                        "2026-03-02T10:00:10Z,5m,spring,web,,visit_duration_seconds,0.0,0,1,,,1,settled,0");
    }

    @Test
    void an_event_on_a_border_lies_in_the_pane_that_begins_there() {
        Computed computed = Computed.from(web("a", "10:00:00", "CLICK"));

        assertThat(computed.table().written("1h", "*", "*", "interactions"))
                .containsOnlyKeys(Instant.parse(iso("10:01")));
    }

    @Test
    void a_window_holds_its_start_and_not_its_end() {
        Computed computed =
                Computed.from(
                        web("a", "10:00:00", "CLICK"),
                        web("b", "11:00:00", "CLICK"),
                        later("12:00"));

        assertThat(computed.count("11:00", "1h", "interactions")).isEqualTo("1");
        assertThat(computed.count("11:01", "1h", "interactions")).isEqualTo("1");
        assertThat(computed.count("12:00", "1h", "interactions")).isEqualTo("1");
        assertThat(computed.count("12:01", "1h", "interactions")).isEqualTo("0");
    }

    @Test
    void a_row_is_written_only_where_it_differs_from_the_one_before() {
        Computed computed =
                Computed.from(
                        web("a", "10:00:00", "CLICK"),
                        web("b", "11:00:00", "CLICK"),
                        later("12:00"));

        assertThat(computed.table().written("1h", "*", "*", "interactions"))
                .containsOnlyKeys(Instant.parse(iso("10:01")), Instant.parse(iso("12:01")));
    }

    @Test
    void rows_end_with_the_first_pane_end_after_the_last_event_of_any_type() {
        Computed computed = Computed.from(web("a", "10:00", "CLICK"), later("10:04:59"));

        List<Row> rows = ReferenceTable.rows(computed.lines());
        assertThat(rows)
                .filteredOn(row -> row.window().equals("5m"))
                .last()
                .satisfies(row -> assertThat(row.windowEnd()).isEqualTo(iso("10:05")));
        assertThat(computed.count("10:05", "5m", "interactions")).isEqualTo("1");
    }

    @Test
    void a_cut_has_its_counts_from_its_first_event_on_zero_included() {
        Computed computed = Computed.from(later("10:00"), web("a", "10:05", "CLICK"));

        assertThat(computed.table().written("1h", "*", "clock", "orders"))
                .containsOnlyKeys(Instant.parse(iso("10:01")));
        assertThat(computed.table().written("1h", "*", "web", "orders"))
                .containsOnlyKeys(Instant.parse(iso("10:06")));
        assertThat(computed.table().written("1h", "*", "clock", "engagement_ratio")).isEmpty();
    }

    @Test
    void a_ratio_that_is_absent_again_keeps_its_measures_and_has_no_value() {
        Computed computed =
                Computed.from(
                        sale("a", "10:00", "r1").customer("7"),
                        sale("b", "10:30", "r2").customer("7").with("kind", "RETURN"),
                        later("11:00"));

        Row row = computed.row("11:01", "1h", "average_order_value_eur");
        assertThat(row.windowEnd()).isEqualTo(iso("11:01"));
        assertThat(row.value()).isEmpty();
        assertThat(row.numerator()).isEqualTo("-1000");
        assertThat(row.denominator()).isEqualTo("0");
        assertThat(row.n()).isEqualTo("0");
    }

    @Test
    void a_currency_has_revenue_from_its_first_return_on_and_an_average_from_its_first_order_on() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        sale("b", "10:05", "r1").customer("7").with("kind", "RETURN"),
                        sale("c", "10:10", "r2").customer("7"));

        assertThat(computed.table().written("1h", "*", "*", "revenue_eur"))
                .containsOnlyKeys(Instant.parse(iso("10:06")), Instant.parse(iso("10:11")));
        assertThat(computed.table().written("1h", "*", "*", "average_order_value_eur"))
                .containsOnlyKeys(Instant.parse(iso("10:11")));
        assertThat(computed.table().written("1h", "*", "web", "revenue_eur")).isEmpty();
    }

    @Test
    void money_has_the_digits_of_its_currency() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").costs(1999, "EUR"),
                        purchase("b", "10:00", "o2").costs(1999, "JPY"),
                        purchase("c", "10:00", "o3").costs(1999, "KWD"),
                        purchase("d", "10:00", "o4").costs(1999, "XAU"));

        assertThat(computed.row("10:01", "1h", "revenue_eur").value()).isEqualTo("19.99");
        assertThat(computed.row("10:01", "1h", "revenue_jpy").value()).isEqualTo("1999.0");
        assertThat(computed.row("10:01", "1h", "revenue_kwd").value()).isEqualTo("1.999");
        assertThat(computed.row("10:01", "1h", "revenue_xau").value()).isEqualTo("1999.0");
        assertThat(computed.count("10:01", "1h", "orders")).isEqualTo("4");
    }

    @Test
    void an_average_order_is_of_its_currency_alone() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").costs(1000, "EUR"),
                        purchase("b", "10:00", "o2").costs(2500, "EUR"),
                        purchase("c", "10:00", "o3").costs(9900, "USD"));

        Row row = computed.row("10:01", "1h", "average_order_value_eur");
        assertThat(row.value()).isEqualTo("17.5");
        assertThat(row.n()).isEqualTo("2");
        assertThat(row.lower()).isEmpty();
    }

    @Test
    void two_promoters_a_passive_and_a_detractor_score_25() {
        Computed computed =
                Computed.from(
                        answer("a", "10:00", "NPS", 10),
                        answer("b", "10:00", "NPS", 9),
                        answer("c", "10:00", "NPS", 8),
                        answer("d", "10:00", "NPS", 6),
                        answer("e", "10:00", "YES_NO", 1));

        Row row = computed.row("10:01", "1h", "net_promoter_score");
        assertThat(row.value()).isEqualTo("25.0");
        assertThat(row.numerator()).isEqualTo("1");
        assertThat(row.n()).isEqualTo("4");
        // 100 (1/4 ± z √((3/4 − 1/16) / 4)) = 25 ± 81.256…
        assertThat(Double.parseDouble(row.lower())).isCloseTo(-56.2564, within(1e-3));
        assertThat(row.upper()).isEqualTo("100.0");
    }

    @Test
    void ten_of_a_hundred_have_the_wilson_interval_of_the_textbooks() {
        ReferenceFigure figure = ReferenceFigure.proportion("any", 10, 100);

        assertThat(figure.lower()).isCloseTo(0.0552291, within(1e-6));
        assertThat(figure.upper()).isCloseTo(0.1743657, within(1e-6));
    }

    @Test
    void answers_have_no_rows_in_five_minutes_and_nothing_has_any_in_ninety_days() {
        Computed computed =
                Computed.from(answer("a", "10:00", "NPS", 10), answer("b", "10:00", "CSAT", 5));

        List<Row> rows = ReferenceTable.rows(computed.lines());
        assertThat(rows).extracting(Row::window).containsOnly("5m", "1h", "24h", "7d", "30d");
        assertThat(rows)
                .filteredOn(row -> row.kpi().equals("csat_ratio"))
                .extracting(Row::window)
                .containsOnly("1h", "24h", "7d", "30d");
    }

    @Test
    void names_with_commas_and_quotes_are_quoted() {
        List<String> rows =
                Computed.from(web("a", "10:00", "CLICK").campaign("2 \"for\" 1, now")).lines();

        assertThat(rows)
                .contains(
                        "2026-03-02T10:01:00Z,1h,\"2 \"\"for\"\" 1, now\",*,,orders,0.0,0,,,,0,settled,0");
    }

    @Test
    void rows_are_sorted_by_the_bytes_of_utf_8_not_by_the_units_of_utf_16() {
        String inThreeBytes = "\uFF5E";
        String inFourBytes = "\uD83D\uDE00";
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").campaign(inFourBytes),
                        web("b", "10:00", "CLICK").campaign(inThreeBytes));

        assertThat(
                        ReferenceTable.rows(computed.lines()).stream()
                                .filter(row -> row.window().equals("5m"))
                                .map(Row::campaign)
                                .distinct())
                .containsExactly("*", inThreeBytes, inFourBytes);
        assertThat(ReferenceOrder.BY_UTF8_BYTES.compare(inThreeBytes, inFourBytes)).isNegative();
    }

    @Test
    void no_events_have_no_rows() {
        assertThat(ReferenceEngine.rows(List.of(), Settings.standard())).isEmpty();
    }

    @Test
    void order_and_repetition_of_the_events_do_not_matter() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String time = String.format("%02d:%02d", i % 24, i % 60);
            String customer = "c" + i % 3;
            Stream.of(
                            web("w" + i, time, "PAGE_VIEW").campaign("k" + i % 4),
                            purchase("p" + i, time, "o" + i % 7),
                            answer("a" + i, time, "NPS", i % 11))
                    .map(event -> event.customer(customer).event())
                    .forEach(events::add);
        }
        List<String> rows = ReferenceEngine.rows(events, Settings.standard());
        List<Event> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, 30));
        Collections.shuffle(shuffled, new Random(1));

        assertThat(ReferenceEngine.rows(shuffled, Settings.standard())).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, 0.0",
        "1.0, 1.0",
        "100.0, 100.0",
        "2913.0, 2913.0",
        "2.5E-4, 0.00025",
        "2.0E-3, 0.002",
        "1.0E23, 100000000000000000000000.0",
        "2.0E17, 200000000000000000.0",
        "-56.25, -56.25",
        "9.31098696461825, 9.31098696461825",
        "503.3933299004463, 503.3933299004463",
        "0.30000000000000004, 0.30000000000000004",
        "9007199254740993, 9007199254740992.0",
        "1.2345678901234567E18, 1234567890123456800.0"
    })
    void doubles_are_written_in_the_fewest_digits_that_read_back(double number, String plain) {
        assertThat(ShortestDouble.plain(number)).isEqualTo(plain);
    }
}
