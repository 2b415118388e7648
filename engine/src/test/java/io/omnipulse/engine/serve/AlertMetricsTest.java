package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.kpi.AlertRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlertMetricsTest {
    private final SampleTable sample = new SampleTable(SETTINGS).complete();

    private static List<String> series(SampleTable sample, String prefix) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new KpiMetrics(sample.read(), SampleCatalog.catalog(), sample.settings).bindTo(registry);
        return registry.scrape().lines().filter(line -> line.startsWith(prefix)).toList();
    }

    @Test
    void an_alert_is_1_while_it_is_open_and_0_for_an_hour_after() {
        sample.alert(AlertRule.DROP, "spring", null);
        sample.alert(AlertRule.OUTAGE, "summer", Duration.ofMinutes(10));
        sample.alert(AlertRule.DECLINE, "autumn", Duration.ofMinutes(2));
        sample.after(Duration.ofMinutes(62));

        assertThat(series(sample, "omnipulse_alert_open"))
                .containsExactly(
                        "omnipulse_alert_open{campaign=\"spring\",channel=\"*\",kpi=\"session_conversion_ratio\",rule=\"drop\"}"
                                + " 1.0",
                        "omnipulse_alert_open{campaign=\"summer\",channel=\"*\",kpi=\"session_conversion_ratio\",rule=\"outage\"}"
                                + " 0.0");
    }

    @Test
    void an_alert_that_opened_again_is_1_whatever_became_of_the_one_before() {
        sample.alert(AlertRule.DROP, "spring", Duration.ofMinutes(1));
        sample.after(Duration.ofMinutes(5)).alert(AlertRule.DROP, "spring", null);

        assertThat(series(sample, "omnipulse_alert_open"))
                .singleElement()
                .asString()
                .endsWith(" 1.0");
    }

    @Test
    void no_alert_is_said_to_be_open_before_all_are_read() {
        SampleTable starting = new SampleTable(SETTINGS);
        starting.table.markComplete();
        starting.alert(AlertRule.DROP, "spring", null);

        assertThat(series(starting, "omnipulse_alert_open")).isEmpty();
    }

    @Test
    void a_watch_says_what_it_could_see() {
        sample.heartbeat(0).row("5m", "spring", "*", count("orders", 1));
        sample.watch("*", "*", 1, 0.25)
                .watch("spring", "*", 0, null)
                .watch("spring", "web", 2, 0.8);

        assertThat(series(sample, "omnipulse_watch_state"))
                .containsExactlyInAnyOrder(
                        "omnipulse_watch_state{campaign=\"*\",channel=\"*\",kpi=\"session_conversion_ratio\"}"
                                + " 1.0",
                        "omnipulse_watch_state{campaign=\"spring\",channel=\"*\",kpi=\"session_conversion_ratio\"}"
                                + " 0.0",
                        "omnipulse_watch_state{campaign=\"spring\",channel=\"web\",kpi=\"session_conversion_ratio\"}"
                                + " 2.0");
        assertThat(series(sample, "omnipulse_detectable_drop_ratio"))
                .containsExactlyInAnyOrder(
                        "omnipulse_detectable_drop_ratio{campaign=\"*\",channel=\"*\",kpi=\"session_conversion_ratio\"}"
                                + " 0.25",
                        "omnipulse_detectable_drop_ratio{campaign=\"spring\",channel=\"web\",kpi=\"session_conversion_ratio\"}"
                                + " 0.8");
    }

    @Test
    void a_watch_that_nobody_confirms_disappears() {
        sample.heartbeat(0).watch("*", "*", 1, 0.25).after(Duration.ofMinutes(6));

        assertThat(series(sample, "omnipulse_watch_state")).isEmpty();
    }
}
