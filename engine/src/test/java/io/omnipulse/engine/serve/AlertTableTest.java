package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.START;
import static io.omnipulse.engine.serve.SampleTable.alertRecord;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertTableTest {
    private final SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);
    private final List<Served> all = new ArrayList<>();

    @AfterEach
    void close() {
        all.forEach(Served::close);
    }

    private HttpResponse<String> get(String path) throws Exception {
        Served served = Served.table(sample, SETTINGS);
        all.add(served);
        return served.get(path);
    }

    @Test
    void an_alert_closes_under_its_own_id() {
        KpiAlert open = alertRecord(AlertRule.DROP, "spring", START, null);
        KpiAlert closed = alertRecord(AlertRule.DROP, "spring", START, Duration.ofMinutes(20));

        sample.alert(open).alert(closed);

        assertThat(sample.alerts.newestFirst())
                .singleElement()
                .satisfies(
                        alert ->
                                assertThat(alert.closedAt())
                                        .hasValue(START.plus(Duration.ofMinutes(20))));
    }

    @Test
    void an_older_application_does_not_open_it_again() {
        KpiAlert closed = alertRecord(AlertRule.DROP, "spring", START, Duration.ofMinutes(20));
        closed.setVersion(2);

        sample.alert(closed).alert(alertRecord(AlertRule.DROP, "spring", START, null));

        assertThat(sample.alerts.newestFirst()).noneMatch(Alert::isOpen);
    }

    @Test
    void a_tombstone_takes_it_away() {
        KpiAlert alert = alertRecord(AlertRule.DROP, "spring", START, null);
        sample.alert(alert);

        sample.alerts.take(0, 0, alert.getId().getBytes(StandardCharsets.UTF_8), null);

        assertThat(sample.alerts.newestFirst()).isEmpty();
    }

    @Test
    void a_full_table_lets_go_of_the_oldest_that_is_closed() {
        sample.alert(AlertRule.OUTAGE, "the oldest, still open", null);
        for (int i = 0; i < AlertTable.MOST; i++) {
            sample.after(Duration.ofMinutes(1)).alert(AlertRule.DROP, "c" + i, Duration.ofHours(1));
        }

        List<Alert> kept = sample.alerts.newestFirst();

        assertThat(kept).hasSize(AlertTable.MOST);
        assertThat(kept).extracting(Alert::campaign).doesNotContain("c0").contains("c1");
        assertThat(kept.get(AlertTable.MOST - 1).campaign()).isEqualTo("the oldest, still open");
    }

    @Test
    void what_is_no_alert_of_its_key_is_refused() {
        KpiAlert alert = alertRecord(AlertRule.DROP, "spring", START, null);

        assertThatThrownBy(
                        () ->
                                sample.alerts.take(
                                        0, 0, "other".getBytes(StandardCharsets.UTF_8), alert))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value is no alert of this key");
    }

    @Test
    void over_http_it_has_the_fields_of_the_record() throws Exception {
        sample.alert(AlertRule.DROP, "spring", null);

        HttpResponse<String> response = get("/api/alerts");

        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "[{\"id\":\"drop/session_conversion_ratio/spring/*/1795341900000\",\"rule\":\"drop\","
                                + "\"kpi\":\"session_conversion_ratio\",\"campaign\":\"spring\",\"channel\":\"*\","
                                + "\"opened_at\":\"2026-11-22T10:05:00Z\",\"closed_at\":null,\"observed\":0.0125,"
                                + "\"expected\":0.03,\"lower\":null,\"upper\":0.02,\"detectable_drop\":0.25,\"n\":800,"
                                + "\"causes\":[{\"campaign\":\"spring\",\"channel\":\"web\",\"rate_effect\":-0.015,"
                                + "\"mix_effect\":-0.0025}],\"message\":\"Conversion of spring is less than half of"
                                + " what is usual.\",\"version\":1}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|spring,autumn,summer",
                "state=all|spring,autumn,summer",
                "state=open|spring,summer",
                "state=closed|autumn",
                "rule=outage|summer",
                "rule=outage&rule=drop|spring,summer",
                "campaign=autumn&channel=*|autumn",
                "campaign=autumn&state=open|''"
            })
    void filters_let_through_what_they_name_newest_first(String query, String campaigns)
            throws Exception {
        sample.alert(AlertRule.OUTAGE, "summer", null).after(Duration.ofMinutes(1));
        sample.alert(AlertRule.DECLINE, "autumn", Duration.ofMinutes(5));
        sample.after(Duration.ofMinutes(1)).alert(AlertRule.DROP, "spring", null);

        JsonNode alerts = json(get("/api/alerts?" + query));

        List<String> found = new ArrayList<>();
        alerts.forEach(alert -> found.add(alert.get("campaign").textValue()));
        assertThat(String.join(",", found)).isEqualTo(campaigns);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/alerts?state=shut, state, open",
        "/api/alerts?rule=DROP, rule, drop",
        "/api/alerts?kpi=orders, kpi, state",
        "/api/watches?state=open, state, campaign"
    })
    void a_wrong_parameter_is_a_problem_that_names_what_is_allowed(
            String path, String parameter, String allowed) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("parameter").textValue()).isEqualTo(parameter);
        assertThat(json(response).get("allowed").toString()).contains("\"" + allowed + "\"");
    }

    @Test
    void alerts_are_not_shown_before_all_are_read_and_the_reason_is_told() throws Exception {
        SampleTable starting = new SampleTable(SETTINGS);
        Served served = Served.table(starting, SETTINGS);
        all.add(served);

        HttpResponse<String> response = served.get("/api/alerts");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void watches_say_what_they_are_able_to_see() throws Exception {
        sample.watch("spring", "*", 2, 0.8).watch("*", "*", 0, null);

        assertThat(get("/api/watches").body())
                .isEqualTo(
                        "[{\"kpi\":\"session_conversion_ratio\",\"campaign\":\"*\",\"channel\":\"*\",\"state\":\"learning\","
                                + "\"detectable_drop\":null,\"expected_per_minute\":1.5,\"age_seconds\":0.0},"
                                + "{\"kpi\":\"session_conversion_ratio\",\"campaign\":\"spring\",\"channel\":\"*\",\"state\":\"undetectable\","
                                + "\"detectable_drop\":0.8,\"expected_per_minute\":1.5,\"age_seconds\":0.0}]");
    }
}
