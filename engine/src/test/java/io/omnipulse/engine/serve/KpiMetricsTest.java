package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.START;
import static io.omnipulse.engine.serve.SampleTable.absent;
import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.euros;
import static io.omnipulse.engine.serve.SampleTable.mean;
import static io.omnipulse.engine.serve.SampleTable.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KpiMetricsTest {
    private static final ServeSettings SETTINGS =
            ServeSettings.loopback().withPort(0).withWindows(EnumSet.of(Window.M5, Window.H1));

    private final SampleTable sample = new SampleTable(SETTINGS).complete();

    private static String scrape(SampleTable sample) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new KpiMetrics(sample.read(), SampleCatalog.catalog(), sample.settings).bindTo(registry);
        return registry.scrape();
    }

    private static List<String> series(SampleTable sample, String prefix) {
        return scrape(sample).lines().filter(line -> line.startsWith(prefix)).toList();
    }

    @Test
    void a_small_table_reads_exactly_like_this() {
        sample.heartbeat(0, 0, START.minusSeconds(30), Map.of("restatements", 1L));
        sample.row(
                "5m",
                "*",
                "*",
                share("omnichannel_conversion_ratio", 1, 4, 0.125, 0.5),
                mean("visit_duration_seconds", 2.5, 10_000, 4),
                count("orders", 2),
                euros("revenue_eur", 2_550, 3));
        sample.row(
                "5m", "spring", "web", absent("omnichannel_conversion_ratio"), count("orders", 0));
        sample.ledger("counted", null, "web-events", 120);
        sample.ledger("rejected", "bad-time", "pos-sales", 2);
        sample.after(Duration.ofSeconds(2));

        assertThat(scrape(sample))
                .isEqualTo(
                        """
                        # HELP omnipulse_completeness_ratio Share of the sources that have come as far as the published values, the least of all partitions.
                        # TYPE omnipulse_completeness_ratio gauge
                        omnipulse_completeness_ratio 0.75
                        # HELP omnipulse_events_total Events read, by what became of them.
                        # TYPE omnipulse_events_total counter
                        omnipulse_events_total{outcome="counted",topic="web-events"} 120.0
                        omnipulse_events_total{outcome="rejected",topic="pos-sales"} 2.0
                        # HELP omnipulse_freshness_seconds Time since an event was last counted, by the time of the broker.
                        # TYPE omnipulse_freshness_seconds gauge
                        omnipulse_freshness_seconds 2.0
                        # HELP omnipulse_kpi_age_seconds Time since every published value was known to hold: since the oldest of the partitions' newest heartbeats.
                        # TYPE omnipulse_kpi_age_seconds gauge
                        omnipulse_kpi_age_seconds 2.0
                        # HELP omnipulse_kpi_series Series of KPIs in this output.
                        # TYPE omnipulse_kpi_series gauge
                        omnipulse_kpi_series 16.0
                        # HELP omnipulse_omnichannel_conversion_ratio Customers who ordered, of all customers.
                        # TYPE omnipulse_omnichannel_conversion_ratio gauge
                        omnipulse_omnichannel_conversion_ratio{campaign="*",channel="*",window="5m"} 0.25
                        # HELP omnipulse_omnichannel_conversion_ratio_denominator Denominator of omnipulse_omnichannel_conversion_ratio.
                        # TYPE omnipulse_omnichannel_conversion_ratio_denominator gauge
                        omnipulse_omnichannel_conversion_ratio_denominator{campaign="*",channel="*",window="5m"} 4.0
                        omnipulse_omnichannel_conversion_ratio_denominator{campaign="spring",channel="web",window="5m"} 0.0
                        # HELP omnipulse_omnichannel_conversion_ratio_lower Lower bound of the 95 % interval of omnipulse_omnichannel_conversion_ratio.
                        # TYPE omnipulse_omnichannel_conversion_ratio_lower gauge
                        omnipulse_omnichannel_conversion_ratio_lower{campaign="*",channel="*",window="5m"} 0.125
                        # HELP omnipulse_omnichannel_conversion_ratio_n Observations behind the value of omnipulse_omnichannel_conversion_ratio.
                        # TYPE omnipulse_omnichannel_conversion_ratio_n gauge
                        omnipulse_omnichannel_conversion_ratio_n{campaign="*",channel="*",window="5m"} 4.0
                        omnipulse_omnichannel_conversion_ratio_n{campaign="spring",channel="web",window="5m"} 0.0
                        # HELP omnipulse_omnichannel_conversion_ratio_numerator Numerator of omnipulse_omnichannel_conversion_ratio.
                        # TYPE omnipulse_omnichannel_conversion_ratio_numerator gauge
                        omnipulse_omnichannel_conversion_ratio_numerator{campaign="*",channel="*",window="5m"} 1.0
                        omnipulse_omnichannel_conversion_ratio_numerator{campaign="spring",channel="web",window="5m"} 0.0
                        # HELP omnipulse_omnichannel_conversion_ratio_upper Upper bound of the 95 % interval of omnipulse_omnichannel_conversion_ratio.
                        # TYPE omnipulse_omnichannel_conversion_ratio_upper gauge
                        omnipulse_omnichannel_conversion_ratio_upper{campaign="*",channel="*",window="5m"} 0.5
                        # HELP omnipulse_orders Orders.
                        # TYPE omnipulse_orders gauge
                        omnipulse_orders{campaign="*",channel="*",window="5m"} 2.0
                        omnipulse_orders{campaign="spring",channel="web",window="5m"} 0.0
                        # HELP omnipulse_rejected_total Events refused, by reason.
                        # TYPE omnipulse_rejected_total counter
                        omnipulse_rejected_total{reason="bad-time",topic="pos-sales"} 2.0
                        # HELP omnipulse_restatements_total Final rows that were corrected by late arrivals.
                        # TYPE omnipulse_restatements_total counter
                        omnipulse_restatements_total 1.0
                        # HELP omnipulse_revenue_eur In EUR. Net sales.
                        # TYPE omnipulse_revenue_eur gauge
                        omnipulse_revenue_eur{campaign="*",channel="*",window="5m"} 25.5
                        # HELP omnipulse_unreadable_rows_total Published rows and alerts that could not be read and are left out.
                        # TYPE omnipulse_unreadable_rows_total counter
                        omnipulse_unreadable_rows_total 0.0
                        # HELP omnipulse_visit_duration_seconds Mean length of a session.
                        # TYPE omnipulse_visit_duration_seconds gauge
                        omnipulse_visit_duration_seconds{campaign="*",channel="*",window="5m"} 2.5
                        # HELP omnipulse_visit_duration_seconds_denominator Denominator of omnipulse_visit_duration_seconds.
                        # TYPE omnipulse_visit_duration_seconds_denominator gauge
                        omnipulse_visit_duration_seconds_denominator{campaign="*",channel="*",window="5m"} 4.0
                        # HELP omnipulse_visit_duration_seconds_n Observations behind the value of omnipulse_visit_duration_seconds.
                        # TYPE omnipulse_visit_duration_seconds_n gauge
                        omnipulse_visit_duration_seconds_n{campaign="*",channel="*",window="5m"} 4.0
                        # HELP omnipulse_visit_duration_seconds_numerator Numerator of omnipulse_visit_duration_seconds. In milliseconds.
                        # TYPE omnipulse_visit_duration_seconds_numerator gauge
                        omnipulse_visit_duration_seconds_numerator{campaign="*",channel="*",window="5m"} 10000.0
                        # HELP omnipulse_watermark_lag_seconds Time since the watermark: every event that happened before it has been counted.
                        # TYPE omnipulse_watermark_lag_seconds gauge
                        omnipulse_watermark_lag_seconds 32.0
                        """);
    }

    @Test
    void promtool_has_nothing_to_complain_of() throws Exception {
        SampleTable full = new SampleTable(SETTINGS.withCampaigns(List.of("spring"), 1)).complete();
        full.heartbeat(0, 0, START, Map.of("restatements", 1L));
        full.ledger("counted", null, "web-events", 120)
                .ledger("rejected", "bad-time", "pos-sales", 2);
        for (String campaign : List.of("*", "a", "b", "quote\" backslash\\ ümlaut")) {
            full.row("5m", campaign, "*", everyKind());
            full.watch(campaign, "*", 1, 0.25).alert(AlertRule.DROP, campaign, null);
        }
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new KpiMetrics(full.read(), SampleCatalog.catalog(), full.settings).bindTo(registry);
        Counter.builder("omnipulse.dead.letters")
                .description("Records refused.")
                .register(registry)
                .increment();
        new JvmMemoryMetrics().bindTo(registry);

        Promtool.assertNothingToComplain(registry.scrape());
    }

    private static KpiValue[] everyKind() {
        return new KpiValue[] {
            share("omnichannel_conversion_ratio", 1, 4, 0.125, 0.5),
            share("reach_conversion_ratio", 1, 4, 0.125, 0.5),
            mean("visit_duration_seconds", 2.5, 10_000, 4),
            count("sessions", 4),
            count("orders", 2),
            euros("revenue_eur", 2_550, 3),
            mean("average_order_value_gbp", 12.75, 2_550, 2),
            share("net_promoter_score", 1, 4, -60, 100)
        };
    }

    @Test
    void names_keep_quotes_and_backslashes() {
        sample.heartbeat(0).row("5m", "say \"hi\"\\", "web", count("orders", 1));

        assertThat(series(sample, "omnipulse_orders"))
                .containsExactly(
                        "omnipulse_orders{campaign=\"say"
                                + " \\\"hi\\\"\\\\\",channel=\"web\",window=\"5m\"} 1.0");
    }

    @Test
    void values_of_a_stale_partition_disappear_and_the_others_stay() {
        sample.row(0, "5m", "spring", "web", count("orders", 1))
                .row(1, "5m", "summer", "web", count("orders", 2));
        sample.heartbeat(0).heartbeat(1).after(Duration.ofMinutes(4)).heartbeat(1);

        sample.after(Duration.ofMinutes(2));

        assertThat(series(sample, "omnipulse_orders"))
                .containsExactly(
                        "omnipulse_orders{campaign=\"summer\",channel=\"web\",window=\"5m\"} 2.0");
        assertThat(series(sample, "omnipulse_kpi_age_seconds"))
                .containsExactly("omnipulse_kpi_age_seconds 360.0");
    }

    @Test
    void no_value_is_shown_before_the_topic_is_read_to_its_end() {
        SampleTable starting =
                new SampleTable(SETTINGS).heartbeat(0).row("5m", "*", "*", count("orders", 1));

        assertThat(series(starting, "omnipulse_orders")).isEmpty();
        assertThat(series(starting, "omnipulse_kpi_series"))
                .containsExactly("omnipulse_kpi_series 0.0");
    }

    @Test
    void declared_campaigns_count_zero_before_their_first_event() {
        SampleTable declared =
                new SampleTable(SETTINGS.withCampaigns(List.of("spring", "summer"), 10)).complete();

        declared.heartbeat(0).row("5m", "spring", "*", count("orders", 3));

        assertThat(series(declared, "omnipulse_orders"))
                .containsExactly(
                        "omnipulse_orders{campaign=\"spring\",channel=\"*\",window=\"1h\"} 0.0",
                        "omnipulse_orders{campaign=\"spring\",channel=\"*\",window=\"5m\"} 3.0",
                        "omnipulse_orders{campaign=\"summer\",channel=\"*\",window=\"1h\"} 0.0",
                        "omnipulse_orders{campaign=\"summer\",channel=\"*\",window=\"5m\"} 0.0");
        assertThat(series(declared, "omnipulse_revenue")).isEmpty();
    }

    @Test
    void a_zero_is_not_claimed_while_any_partition_is_stale() {
        SampleTable declared =
                new SampleTable(SETTINGS.withCampaigns(List.of("spring"), 10)).complete();

        declared.heartbeat(0).after(Duration.ofMinutes(6)).heartbeat(1);

        assertThat(series(declared, "omnipulse_orders")).isEmpty();
    }

    @Test
    void campaigns_beyond_the_exported_ones_are_other() {
        SampleTable many =
                new SampleTable(SETTINGS.withCampaigns(List.of("declared"), 1))
                        .complete()
                        .heartbeat(0);
        many.row(
                "5m",
                "*",
                "*",
                reach(100),
                count("orders", 20),
                euros("revenue_eur", 1_000, 20),
                count("sessions", 50));
        many.row("5m", "declared", "*", reach(1), count("orders", 1), euros("revenue_eur", 100, 1));
        many.row("5m", "wide", "*", reach(60), count("orders", 9), euros("revenue_eur", 300, 9));
        many.row("5m", "narrow", "*", reach(5), count("orders", 8), euros("revenue_eur", 550, 8));
        many.row("5m", "none", "*", reach(2), count("orders", 2));

        assertThat(series(many, "omnipulse_orders{").stream().filter(line -> line.contains("5m")))
                .containsExactly(
                        "omnipulse_orders{campaign=\"*\",channel=\"*\",window=\"5m\"} 20.0",
                        "omnipulse_orders{campaign=\"declared\",channel=\"*\",window=\"5m\"} 1.0",
                        "omnipulse_orders{campaign=\"none\",channel=\"*\",window=\"5m\"} 2.0",
                        "omnipulse_orders{campaign=\"other\",channel=\"*\",window=\"5m\"} 8.0",
                        "omnipulse_orders{campaign=\"wide\",channel=\"*\",window=\"5m\"} 9.0");
        assertThat(series(many, "omnipulse_revenue_eur{campaign=\"other\""))
                .containsExactly(
                        "omnipulse_revenue_eur{campaign=\"other\",channel=\"*\",window=\"5m\"}"
                                + " 6.0");
    }

    @Test
    void what_does_not_add_has_no_other() {
        SampleTable many =
                new SampleTable(SETTINGS.withCampaigns(List.of(), 1)).complete().heartbeat(0);
        many.row("5m", "*", "*", reach(100), count("sessions", 50));
        many.row("5m", "wide", "*", reach(60), count("sessions", 40));

        many.row("5m", "narrow", "*", reach(5), count("sessions", 20));

        assertThat(scrape(many)).doesNotContain("other").contains("wide").doesNotContain("narrow");
    }

    @Test
    void there_is_no_other_where_every_campaign_is_exported() {
        sample.heartbeat(0)
                .row("5m", "*", "*", count("orders", 3))
                .row("5m", "spring", "*", count("orders", 3));

        assertThat(scrape(sample)).doesNotContain("other");
    }

    @Test
    void campaigns_of_equal_reach_are_taken_by_name() {
        SampleTable many =
                new SampleTable(SETTINGS.withCampaigns(List.of(), 1)).complete().heartbeat(0);

        many.row("5m", "b", "*", reach(5))
                .row("5m", "a", "*", reach(5))
                .row("5m", "c", "*", reach(5));

        assertThat(series(many, "omnipulse_reach_conversion_ratio_n{"))
                .containsExactly(
                        "omnipulse_reach_conversion_ratio_n{campaign=\"a\",channel=\"*\",window=\"5m\"}"
                                + " 5.0");
    }

    @Test
    void a_campaign_that_is_called_other_is_part_of_other() {
        SampleTable many =
                new SampleTable(SETTINGS.withCampaigns(List.of(), 1)).complete().heartbeat(0);
        many.row("5m", "*", "*", reach(10), count("orders", 7));
        many.row("5m", "other", "*", reach(9), count("orders", 4));

        many.row("5m", "narrow", "*", reach(5), count("orders", 3));

        assertThat(series(many, "omnipulse_orders{campaign=\"other\""))
                .containsExactly(
                        "omnipulse_orders{campaign=\"other\",channel=\"*\",window=\"5m\"} 7.0");
    }

    @Test
    void kpis_that_this_catalogue_does_not_know_are_left_out() {
        sample.heartbeat(0)
                .row(
                        "5m",
                        "*",
                        "*",
                        count("inventions", 1),
                        count("orders", 1),
                        euros("revenue_xyz", 5, 1));

        assertThat(scrape(sample))
                .contains("omnipulse_orders")
                .doesNotContain("inventions")
                .doesNotContain("xyz");
    }

    @Test
    void rows_of_further_dimensions_are_no_series() {
        sample.heartbeat(0)
                .apply(
                        0,
                        "[\"5m\",\"spring\",\"web\",\"variant=b\"]",
                        sample.record(Window.M5, START, count("orders", 1)));

        assertThat(series(sample, "omnipulse_orders")).isEmpty();
    }

    @Test
    void a_catalogue_whose_names_collide_is_refused() {
        assertThatThrownBy(() -> metricsOf("orders", "events"))
                .hasMessage(
                        "the KPI events would need the metric name omnipulse_events, which is in"
                                + " use already; give it another id");
        assertThatThrownBy(() -> metricsOf("orders_total"))
                .hasMessageContaining("ends with _total");
        assertThatCode(() -> metricsOf("orders", "units")).doesNotThrowAnyException();
    }

    private KpiMetrics metricsOf(String... ids) {
        KpiCatalog catalog =
                new KpiCatalog(
                        Arrays.stream(ids).map(id -> SampleCatalog.count(id, "Counted.")).toList());
        return new KpiMetrics(sample.read(), catalog, SETTINGS);
    }

    private static KpiValue reach(long n) {
        return share("reach_conversion_ratio", 1, n, 0, 1);
    }
}
