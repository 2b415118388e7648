package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.alertRecord;
import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.share;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.kpi.AlertCause;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live page in a browser. */
@Timeout(120)
class LivePageIT {
    private static final String SCRIPT =
            "<img src=x onerror=\"window.ran=1\"><script>ran=1</script>";
    private static final String LEAD = "omnichannel_conversion_ratio";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path profile;

    @SuppressWarnings("NullAway.Init") // JUnit calls open
    private static Chromium browser;

    private final SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);

    @SuppressWarnings("NullAway.Init") // JUnit calls serve
    private Served served;

    @BeforeAll
    static void open() throws Exception {
        browser = Chromium.open(profile);
    }

    @AfterAll
    static void close() {
        if (browser != null) { // not where chromium is missing
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        sample.row("5m", "*", "*", share(LEAD, 30, 1_000, 0.021, 0.042), count("orders", 30));
        sample.row("5m", "spring", "*", share(LEAD, 8, 400, 0.010, 0.039));
        sample.row("5m", "spring", "web", share(LEAD, 5, 300, 0.007, 0.038));
        sample.row("5m", "tiny", "*", share(LEAD, 1, 4, 0.05, 0.70));
        sample.row("1h", "*", "*", share(LEAD, 400, 9_000, 0.040, 0.049));
        served = Served.table(sample, SETTINGS);
        browser.sized(1280, 900, false);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void show() throws Exception {
        show("");
    }

    private void show(String path) throws Exception {
        browser.show("about:blank");
        browser.show("http://127.0.0.1:" + served.port() + "/" + path);
    }

    @Test
    void each_campaign_has_its_conversion_with_what_it_was_made_of_and_its_interval()
            throws Exception {
        show();

        String page = browser.awaitText("All campaigns", "spring", "Live");

        assertThat(page)
                .contains("3.00 %", "30 of 1,000 customers", "95 %: 2.10 – 4.20 %")
                .contains("2.00 %", "8 of 400 customers");
        assertThat(browser.value("document.querySelectorAll('#campaigns .gauge-band').length"))
                .isEqualTo("3");
    }

    @Test
    void a_small_number_is_grey_and_said_to_be_small() throws Exception {
        show();

        browser.awaitText("tiny", "1 of 4 customers", "small number: too few to tell");

        assertThat(browser.value("document.querySelector('#campaigns .few .name').textContent"))
                .isEqualTo("tiny");
    }

    @Test
    void what_changes_is_shown_as_it_changes() throws Exception {
        show();
        browser.awaitText("8 of 400 customers");

        sample.row("5m", "spring", "*", share(LEAD, 9, 401, 0.011, 0.041));

        browser.awaitText("9 of 401 customers");
    }

    @Test
    void it_asks_where_there_is_no_place_in_the_stream() throws Exception {
        URI stream = URI.create("http://127.0.0.1:" + served.port() + "/api/stream");
        HttpClient others = HttpClient.newHttpClient();
        for (int i = 0; i < RowStream.READERS; i++) {
            assertThat(
                            others.send(
                                            HttpRequest.newBuilder(stream).build(),
                                            BodyHandlers.ofInputStream())
                                    .statusCode())
                    .isEqualTo(200);
        }
        show();
        browser.awaitText("8 of 400 customers", "Live");

        sample.row("5m", "spring", "*", share(LEAD, 9, 401, 0.011, 0.041));
        sample.alert(AlertRule.DROP, "spring", null);

        browser.awaitText("9 of 401 customers", "1 open alert");
    }

    @Test
    void the_window_and_the_channel_can_be_chosen() throws Exception {
        show();
        browser.awaitText("8 of 400 customers");

        browser.value(
                "(() => { const on = document.getElementById('on'); on.value = 'web';"
                        + " on.dispatchEvent(new Event('change')); })()");
        String web = browser.awaitText("5 of 300 customers");
        show("#window=1h");

        assertThat(web).doesNotContain("8 of 400 customers");
        browser.awaitText("400 of 9,000 customers");
    }

    @Test
    void an_open_alert_is_at_the_top_with_its_message_since_when_and_causes() throws Exception {
        KpiAlert alert =
                alertRecord(
                        AlertRule.DROP,
                        "spring",
                        Instant.now().minus(Duration.ofMinutes(25)),
                        null);
        alert.setCauses(List.of(new AlertCause("spring", "web", -0.015, -0.0025)));
        sample.alert(alert);
        sample.alert(alertRecord(AlertRule.OUTAGE, "summer", Instant.now(), Duration.ofSeconds(1)));
        show();

        String page = browser.awaitText("1 open alert", "Conversion by campaign");

        assertThat(page)
                .contains(
                        "Conversion of spring is less than half of what is usual.",
                        "for 25 minutes",
                        "spring, web: −1.50 points because it performs differently, −0.25 points"
                                + " because its share is different")
                .doesNotContain("Conversion of summer");
        assertThat(page.indexOf("1 open alert")).isLessThan(page.indexOf("Conversion by campaign"));
    }

    @Test
    void an_alert_that_closes_goes_by_itself() throws Exception {
        Instant opened = Instant.now();
        sample.alert(alertRecord(AlertRule.DROP, "spring", opened, null));
        show();
        browser.awaitText("1 open alert");

        sample.alert(alertRecord(AlertRule.DROP, "spring", opened, Duration.ofSeconds(5)));

        browser.awaitText("No alert is open.");
    }

    @Test
    void too_little_traffic_is_said_in_words() throws Exception {
        sample.watch("tiny", "*", 2, 0.8).watch("*", "*", 1, 0.25).watch("spring", "*", 0, null);
        show();

        browser.awaitText(
                "Too little traffic to detect a drop: only one of 80 % or more would show.",
                "Watched: a drop of 25 % would show within half an hour.",
                "Still learning what is usual: no alert yet.",
                "Of 3 combinations of campaign and channel: 1 watched, 1 still learning what is"
                        + " usual, 1 with too little traffic for a drop to be detected.");
    }

    @Test
    void values_that_nobody_confirms_are_said_to_be_stale() throws Exception {
        sample.after(Duration.ofMinutes(20));
        show();

        browser.awaitText("Stale, values 20 min 0 s old", "What is shown may be out of date.");
    }

    @Test
    void without_a_history_the_courses_begin_now() throws Exception {
        show();

        browser.awaitText(
                "8 of 400 customers",
                "Course, since ",
                "The courses begin now: the history has not answered.");
    }

    @Test
    void a_server_that_has_gone_is_said_to_have_gone() throws Exception {
        show();
        browser.awaitText("8 of 400 customers");

        served.close();

        browser.awaitText("No connection", "What is shown is from then.");
    }

    @Test
    void names_are_text_whatever_they_look_like() throws Exception {
        sample.row("5m", SCRIPT, "*", share(LEAD, 8, 400, 0.010, 0.039));
        sample.row("5m", SCRIPT, SCRIPT, share(LEAD, 8, 400, 0.010, 0.039));
        sample.watch(SCRIPT, "*", 2, 0.8);
        KpiAlert alert = alertRecord(AlertRule.DROP, SCRIPT, Instant.now(), null);
        alert.setMessage(SCRIPT);
        alert.setCauses(List.of(new AlertCause(SCRIPT, SCRIPT, -0.015, -0.0025)));
        sample.alert(alert);
        show();

        browser.awaitText(SCRIPT, "1 open alert");

        assertThat(browser.value("window.ran")).isEqualTo("undefined");
        assertThat(browser.value("document.querySelectorAll('main img, main script').length"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"360", "1280"})
    void nothing_is_wider_than_the_window(int width) throws Exception {
        String longName = "a-campaign-with-a-name-that-nobody-would-break-".repeat(4);
        sample.row("5m", longName, "*", share(LEAD, 8, 400, 0.010, 0.039));
        sample.alert(AlertRule.DROP, longName, null);
        browser.sized(width, 800, false);
        show();

        browser.awaitText(longName, "1 open alert");

        assertThat(Integer.parseInt(browser.value("document.documentElement.scrollWidth")))
                .isLessThanOrEqualTo(width);
    }

    @Test
    void with_a_token_it_asks_for_it_and_then_shows_the_values() throws Exception {
        served.close();
        served =
                Served.table(
                        sample,
                        SETTINGS.withBind(
                                "127.0.0.1", Optional.of(BearerToken.of("secret")), false));
        show();
        browser.awaitText("This server asks for its token.");

        browser.value(
                "(() => { document.getElementById('token').value = 'secret';"
                        + " document.getElementById('token-form').requestSubmit(); })()");
        browser.awaitText("8 of 400 customers");
        sample.row("5m", "spring", "*", share(LEAD, 9, 401, 0.011, 0.041));

        browser.awaitText("9 of 401 customers");
    }
}
