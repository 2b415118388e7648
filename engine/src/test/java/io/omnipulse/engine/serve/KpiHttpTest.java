package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.absent;
import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.euros;
import static io.omnipulse.engine.serve.SampleTable.share;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KpiHttpTest {
    private final List<Served> all = new ArrayList<>();
    private final SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);

    @AfterEach
    void close() {
        all.forEach(Served::close);
    }

    private Served served(Served served) {
        all.add(served);
        return served;
    }

    private Served serve(SampleTable table, ServeSettings settings, HealthCheck... checks) {
        return served(Served.table(table, settings, checks));
    }

    private Served serve() {
        return serve(sample, SETTINGS);
    }

    @Test
    void rows_are_objects_as_in_files_with_their_age() throws Exception {
        sample.row("5m", "spring", "web", share("omnichannel_conversion_ratio", 1, 4, 0.125, 0.5));
        sample.after(Duration.ofMillis(2_500));

        HttpResponse<String> response = serve().get("/api/kpis");

        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo(
                        """
                        [
                        {"window_end":"2026-11-22T10:05:00Z","window":"5m","campaign":"spring","channel":"web","dimensions":{},\
                        "kpi":"omnichannel_conversion_ratio","value":0.25,"numerator":1,"denominator":4,"lower":0.125,"upper":0.5,\
                        "n":4,"stage":"provisional","revision":0,"age_seconds":2.5}]
                        """);
    }

    @Test
    void what_is_absent_is_null() throws Exception {
        sample.row("5m", "spring", "web", absent("omnichannel_conversion_ratio"));

        JsonNode row = json(serve().get("/api/kpis")).get(0);

        assertThat(row.get("value").isNull()).isTrue();
        assertThat(row.get("lower").isNull()).isTrue();
        assertThat(row.get("numerator").longValue()).isZero();
        assertThat(row.get("n").longValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|8",
                "kpi=orders|4",
                "kpi=revenue|4",
                "kpi=revenue_eur|4",
                "kpi=revenue_gbp|0",
                "campaign=spring|4",
                "campaign=*&channel=*|2",
                "campaign=spring&campaign=summer&kpi=orders|3",
                "campaign=unheard+of|0",
                "channel=web&window=5m|2",
                "window=1h|2"
            })
    void filters_let_through_what_they_name(String query, int rows) throws Exception {
        sample.row("5m", "*", "*", count("orders", 1), euros("revenue_eur", 5, 1));
        sample.row("5m", "spring", "web", count("orders", 1), euros("revenue_eur", 5, 1));
        sample.row("5m", "summer", "store", count("orders", 1), euros("revenue_eur", 5, 1));
        sample.row("1h", "spring", "web", count("orders", 1), euros("revenue_eur", 5, 1));
        sample.row(
                "24h",
                "spring",
                "web",
                count("orders", 1)); // a window that is not computed any more

        assertThat(json(serve().get("/api/kpis?" + query))).hasSize(rows);
    }

    @Test
    void an_unknown_kpi_is_a_problem_that_names_the_known_ones() throws Exception {
        HttpResponse<String> response = serve().get("/api/kpis?kpi=conversion");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(json(response).get("type").textValue()).isEqualTo("about:blank");
        assertThat(json(response).get("status").intValue()).isEqualTo(400);
        assertThat(json(response).get("parameter").textValue()).isEqualTo("kpi");
        assertThat(json(response).get("allowed").toString())
                .contains(
                        "\"omnichannel_conversion_ratio\"",
                        "\"revenue\"",
                        "\"revenue_<currency>\"");
    }

    @ParameterizedTest
    @CsvSource({
        "window=90d, window, \"5m\"",
        "window=, window, \"5m\"",
        "kampagne=spring, kampagne, \"campaign\"",
        "kpi=, kpi, \"orders\"",
        "kpi=revenue_xxy, kpi, \"revenue\""
    })
    void a_wrong_parameter_is_a_problem_that_names_what_is_allowed(
            String query, String parameter, String allowed) throws Exception {
        HttpResponse<String> response = serve().get("/api/kpis?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("parameter").textValue()).isEqualTo(parameter);
        assertThat(json(response).get("allowed").toString()).contains(allowed);
    }

    @Test
    void an_empty_campaign_is_a_problem() throws Exception {
        HttpResponse<String> response = serve().get("/api/kpis?campaign=");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("parameter").textValue()).isEqualTo("campaign");
    }

    @Test
    void the_table_is_not_shown_before_it_is_complete() throws Exception {
        SampleTable starting = new SampleTable(SETTINGS).row("5m", "*", "*", count("orders", 1));

        HttpResponse<String> response = serve(starting, SETTINGS).get("/api/kpis");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void stale_rows_are_shown_with_their_age() throws Exception {
        sample.row("5m", "*", "*", count("orders", 1)).after(Duration.ofHours(1));

        assertThat(json(serve().get("/api/kpis")).get(0).get("age_seconds").doubleValue())
                .isEqualTo(3600);
    }

    @Test
    void the_catalogue_defines_every_kpi_and_explains_currencies() throws Exception {
        JsonNode definitions = json(serve().get("/api/catalogue"));

        assertThat(definitions).hasSize(8);
        assertThat(definitions.get(7).toString())
                .isEqualTo(
                        "{\"id\":\"net_promoter_score\",\"metric\":\"omnipulse_net_promoter_score\",\"kind\":\"net-promoter-score\",\"numerator\":\"promoters"
                                + " - detractors\",\"denominator\":\"nps_answers\",\"n\":null,"
                                + "\"unit\":\"points\",\"windows\":[\"5m\",\"1h\"],\"by_currency\":false,\"description\":\"Promoters"
                                + " less detractors.\",\"source\":\"the usual one\"}");
        assertThat(definitions.get(5).get("note").textValue()).contains("revenue_eur");
    }

    @Test
    void metrics_are_text_or_open_metrics_as_asked() throws Exception {
        sample.row("5m", "*", "*", count("orders", 1));
        Served server = serve();

        HttpResponse<String> text = server.get("/metrics");
        HttpResponse<String> open =
                server.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");

        assertThat(text.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain; version=0.0.4");
        assertThat(text.body())
                .contains("\nomnipulse_orders{campaign=\"*\",channel=\"*\",window=\"5m\"} 1.0\n");
        assertThat(open.headers().firstValue("content-type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(open.body())
                .contains("# TYPE omnipulse_unreadable_rows counter\n")
                .endsWith("# EOF\n");
    }

    @Test
    void it_is_ready_when_every_check_is() throws Exception {
        HttpResponse<String> response =
                serve(sample, SETTINGS, Optional::empty).get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void it_says_why_it_is_not_ready() throws Exception {
        sample.after(Duration.ofHours(1));

        HttpResponse<String> response =
                serve(sample, SETTINGS, () -> Optional.of("restoring: 3 tasks"))
                        .get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("reasons").get(0).textValue())
                .isEqualTo("restoring: 3 tasks");
        assertThat(json(response).get("reasons").get(1).textValue())
                .startsWith("stale: partition 0");
    }

    @Test
    void it_is_live_all_the_same() throws Exception {
        sample.after(Duration.ofHours(1));

        assertThat(serve().get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_process_without_the_table_has_metrics_and_health_only() throws Exception {
        Served server = served(Served.withoutTable());

        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/kpis").statusCode()).isEqualTo(404);
        assertThat(server.get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void a_port_in_use_is_said_so_with_what_to_do() {
        int port = serve().port();

        assertThatThrownBy(() -> Served.processing(SETTINGS.withPort(port)).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "port "
                                + port
                                + " of 127.0.0.1 is in use by another program. Stop that one, or"
                                + " choose another port with --port or serve.port.");
    }

    @Test
    void the_status_says_how_the_engine_is() throws Exception {
        sample.ledger("counted", null, "web-events", 7).row("5m", "*", "*", count("orders", 1));
        sample.after(Duration.ofSeconds(3));

        JsonNode status = json(serve().get("/api/status"));

        assertThat(status.toString())
                .isEqualTo(
                        "{\"ready\":true,\"reasons\":[],\"rows\":1,\"age_seconds\":3.0,\"freshness_seconds\":3.0,"
                                + "\"watermark_lag_seconds\":33.0,\"completeness\":0.75,\"stale_after_seconds\":300,"
                                + "\"windows\":[\"5m\",\"1h\"],\"alerts_problem\":null,\"events\":{\"web-events\":{\"counted\":7}}}");
    }
}
