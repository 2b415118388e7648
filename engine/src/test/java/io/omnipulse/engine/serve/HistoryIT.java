package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.key;
import static io.omnipulse.engine.serve.SampleTable.share;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiValue;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Earlier rows, read from a topic on a broker. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class HistoryIT {
    /** An end of a pane, and a little in the past of the broker, as ends of final rows are. */
    private final Instant end =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(5));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Duration clockAhead = Duration.ZERO;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit calls startBroker
    private HistoryTopic topic;

    @BeforeAll
    void startBroker() throws Exception {
        topic = HistoryTopic.start(directory.resolve("kafka"));
    }

    @AfterAll
    void stopBroker() {
        topic.close();
    }

    @BeforeEach
    void useAnotherTopic() {
        clockAhead = Duration.ZERO;
        topic.useAnother();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Served serve() {
        return serve(HistoryScan.Bounds.USUAL);
    }

    private Served serve(HistoryScan.Bounds bounds) {
        KpiTable table = new KpiTable(SETTINGS, () -> Instant.now().plus(clockAhead));
        table.markComplete();
        return serve(table, bounds);
    }

    private Served serve(KpiTable table, HistoryScan.Bounds bounds) {
        AlertTable alerts = new AlertTable();
        alerts.markComplete();
        Served served =
                Served.reading(
                        new ReadSide(table, alerts, Optional::empty, topic.scan(bounds)), SETTINGS);
        opened.add(served);
        return served;
    }

    private void row(String campaign, Instant end, int revision, int version, KpiValue... kpis)
            throws Exception {
        topic.row(campaign, end, revision, version, kpis);
    }

    private void orders(String campaign, Instant end, long orders) throws Exception {
        row(campaign, end, 0, 1, count("orders", orders));
    }

    private static List<String> lines(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<String> lines = new ArrayList<>();
        for (JsonNode line : json(response)) {
            lines.add(
                    line.get("window_end").textValue().substring(14, 19)
                            + " "
                            + line.get("campaign").textValue()
                            + " "
                            + line.get("kpi").textValue()
                            + " "
                            + line.get("numerator"));
        }
        return lines;
    }

    private String at(int seconds) {
        return end.plusSeconds(seconds).toString();
    }

    private String minute(int seconds) {
        return at(seconds).substring(14, 19);
    }

    @Test
    void rows_come_as_they_were_published_by_their_ends() throws Exception {
        row(
                "spring",
                end,
                0,
                1,
                count("orders", 3),
                share("omnichannel_conversion_ratio", 1, 4, 0.125, 0.5));
        orders("summer", end.plusSeconds(10), 7);
        orders("spring", end.plusSeconds(20), 4);

        HttpResponse<String> response = serve().get("/api/history?kpi=orders");

        assertThat(lines(response))
                .containsExactly(
                        minute(0) + " spring orders 3",
                        minute(10) + " summer orders 7",
                        minute(20) + " spring orders 4");
        assertThat(response.body())
                .contains(
                        "{\"window_end\":\""
                                + end
                                + "\",\"window\":\"5m\",\"campaign\":\"spring\",\"channel\":\"*\",\"dimensions\":{},"
                                + "\"kpi\":\"orders\",\"value\":3.0,\"numerator\":3,\"denominator\":null,\"lower\":null,"
                                + "\"upper\":null,\"n\":3,\"stage\":\"final\",\"revision\":0}");
    }

    @Test
    void a_row_that_says_what_the_one_before_says_is_no_line() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 3);
        orders("spring", end.plusSeconds(20), 4);

        assertThat(lines(serve().get("/api/history")))
                .containsExactly(minute(0) + " spring orders 3", minute(20) + " spring orders 4");
    }

    @Test
    void the_row_that_holds_at_the_start_comes_first() throws Exception {
        orders("spring", end.minusSeconds(60), 1);
        orders("spring", end.minusSeconds(30), 2);
        orders("spring", end.plusSeconds(10), 3);

        HttpResponse<String> response = serve().get("/api/history?from=" + at(0) + "&to=" + at(60));

        assertThat(lines(response))
                .containsExactly(minute(-30) + " spring orders 2", minute(10) + " spring orders 3");
        assertThat(response.headers().firstValue(HistoryEndpoint.COMPLETE_FROM)).hasValue(at(0));
    }

    @Test
    void what_ends_after_the_end_is_left_out() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 4);
        orders("spring", end.plusSeconds(20), 5);

        assertThat(
                        lines(
                                serve().get(
                                                "/api/history?from="
                                                        + at(0)
                                                        + "&to="
                                                        + URLEncoder.encode(
                                                                at(10).replace("Z", "+00:00"),
                                                                StandardCharsets.UTF_8))))
                .containsExactly(minute(0) + " spring orders 3", minute(10) + " spring orders 4");
    }

    @Test
    void a_correction_replaces_and_a_tombstone_takes_away() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 4);
        orders("spring", end.plusSeconds(20), 5);
        row("spring", end, 1, 1, count("orders", 2));
        topic.send("spring", end.plusSeconds(10), null);

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(lines(response))
                .containsExactly(minute(0) + " spring orders 2", minute(20) + " spring orders 5");
        assertThat(json(response).get(0).get("revision").intValue()).isEqualTo(1);
    }

    @Test
    void of_two_applications_the_newer_one_is_believed() throws Exception {
        row("spring", end, 0, 2, count("orders", 20));
        row("spring", end, 3, 1, count("orders", 10));

        assertThat(lines(serve().get("/api/history")))
                .containsExactly(minute(0) + " spring orders 20");
    }

    @ParameterizedTest
    @CsvSource({
        "kpi=orders,3",
        "campaign=spring,2",
        "campaign=*,0",
        "window=1h,0",
        "channel=web,0"
    })
    void filters_let_through_what_they_name(String filter, int lines) throws Exception {
        orders("spring", end, 3);
        orders("summer", end, 3);
        orders("spring", end.plusSeconds(10), 4);

        assertThat(lines(serve().get("/api/history?" + filter))).hasSize(lines);
    }

    @Test
    void stretches_of_time_without_rows_do_not_end_the_search() throws Exception {
        orders("spring", end, 3);
        clockAhead = Duration.ofHours(5);

        assertThat(lines(serve().get("/api/history?from=" + at(-1))))
                .containsExactly(minute(0) + " spring orders 3");
    }

    @Test
    void an_answer_that_is_cut_off_has_the_newest_rows_and_says_from_when_on() throws Exception {
        for (int i = 0; i < 6; i++) {
            orders("spring", end.plusSeconds(10L * i), i);
            orders("summer", end.plusSeconds(10L * i), i);
        }

        HttpResponse<String> response = serve().get("/api/history?limit=5");

        assertThat(lines(response))
                .containsExactly(
                        minute(40) + " spring orders 4",
                        minute(40) + " summer orders 4",
                        minute(50) + " spring orders 5",
                        minute(50) + " summer orders 5");
        assertThat(response.headers().firstValue(HistoryEndpoint.COMPLETE_FROM)).hasValue(at(40));
    }

    @Test
    void more_than_the_memory_for_one_answer_is_a_problem_that_says_what_to_do() throws Exception {
        for (int i = 0; i < 6; i++) {
            orders("spring", end.plusSeconds(10L * i), i);
        }

        HttpResponse<String> response =
                serve(new HistoryScan.Bounds(Duration.ofSeconds(10), 4)).get("/api/history");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("detail").textValue())
                .contains("Ask for fewer rows with kpi, campaign, channel and window");
    }

    @Test
    void a_record_that_cannot_be_read_is_left_out_and_counted() throws Exception {
        orders("spring", end, 3);
        topic.send("spring", end.plusSeconds(10), new byte[] {1, 2, 3});

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(lines(response)).containsExactly(minute(0) + " spring orders 3");
        assertThat(response.headers().firstValue(HistoryEndpoint.UNREADABLE)).hasValue("1");
    }

    @Test
    void a_topic_without_the_brokers_stamps_is_a_problem() throws Exception {
        topic.use(HistoryTopic.UNSTAMPED);
        orders("spring", end, 3);

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("detail").textValue()).contains("LogAppendTime");
    }

    @Test
    void a_topic_that_does_not_exist_holds_nothing() throws Exception {
        topic.use("missing");

        assertThat(lines(serve().get("/api/history"))).isEmpty();
    }

    @Test
    void the_live_page_draws_the_course_from_it() throws Exception {
        KpiTable table = new KpiTable(SETTINGS, InstantSource.system());
        table.apply(
                0,
                Instant.now().toEpochMilli(),
                key("5m", "spring", "*").getBytes(StandardCharsets.UTF_8),
                new SampleTable(SETTINGS)
                        .record(
                                Window.M5,
                                end.plusSeconds(300),
                                share("omnichannel_conversion_ratio", 2, 100, 0.01, 0.07)));
        table.markComplete();
        row("spring", end, 0, 1, share("omnichannel_conversion_ratio", 20, 100, 0.13, 0.29));
        row(
                "spring",
                end.plusSeconds(60),
                0,
                1,
                share("omnichannel_conversion_ratio", 30, 100, 0.22, 0.40));
        Served served = serve(table, HistoryScan.Bounds.USUAL);

        try (Chromium browser = Chromium.open(directory.resolve("profile"))) {
            browser.show("http://127.0.0.1:" + served.port() + "/");

            browser.awaitText("spring", "2 of 100 customers", "Course, since");
            String course = "document.querySelector('#campaigns .course-chart title').textContent";
            while (!browser.value(course).startsWith("from 20.0 %")) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(browser.value(course))
                    .isEqualTo("from 20.0 % to 2.00 %; least 2.00 %, greatest 30.0 %");
        }
    }
}
