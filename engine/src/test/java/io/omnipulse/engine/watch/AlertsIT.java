package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of an alert from {@code /metrics} to the one who is called, through the real Prometheus
 * and the real Alertmanager with the shipped rules and configuration. Both are in a hurry:
 * Prometheus looks every second instead of every fifteen, Alertmanager waits 2 s for a group
 * instead of 30.
 */
@Timeout(180)
class AlertsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OUTAGE = open("outage");
    private static final String DROP = open("drop");
    private static final String DATA_HEALTH = open("data_health");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // begin() sets it
    private Exposition serve;

    @SuppressWarnings("NullAway.Init") // begin() sets it
    private Webhook webhook;

    @SuppressWarnings("NullAway.Init") // begin() sets it
    private RealAlertmanager alertmanager;

    @SuppressWarnings("NullAway.Init") // begin() sets it
    private RealPrometheus prometheus;

    @BeforeEach
    void begin() throws Exception {
        webhook = Webhook.open();
        serve = Exposition.of("");
        alertmanager = RealAlertmanager.start(directory, webhook.url());
        prometheus =
                RealPrometheus.start(
                        directory,
                        Map.of("omnipulse", serve.address()),
                        Optional.of(alertmanager.address()),
                        Duration.ofSeconds(1));
    }

    @AfterEach
    void end() {
        prometheus.close();
        alertmanager.close();
        serve.close();
        webhook.close();
    }

    @Test
    void an_outage_calls_the_webhook_and_its_end_resolves_it() throws Exception {
        // Given
        long opened = System.nanoTime();
        serve.says(OUTAGE + " 1\n");
        Webhook.Call firing = awaitCall("OmnipulseOutage", "firing");
        // When
        long closed = System.nanoTime();
        serve.says(OUTAGE + " 0\n");
        Webhook.Call resolved = awaitCall("OmnipulseOutage", "resolved");
        // Then
        JsonNode alert = firing.alert();
        assertThat(alert.at("/labels/severity").asText()).isEqualTo("page");
        assertThat(alert.at("/labels/campaign").asText()).isEqualTo("*");
        assertThat(alert.at("/annotations/runbook_url").asText())
                .endsWith("docs/runbook.md#omnipulseoutage");
        assertThat(webhook.calls()).allMatch(call -> call.name().equals("OmnipulseOutage"));
        System.out.printf(
                Locale.ROOT,
                "from the metric's 1 to the call %.1f s, from its 0 to the call %.1f s%n",
                seconds(opened, firing),
                seconds(closed, resolved));
    }

    @Test
    void a_restart_of_the_serving_process_neither_resolves_nor_repeats_the_alert()
            throws Exception {
        // Given
        serve.says(OUTAGE + " 1\n");
        awaitCall("OmnipulseOutage", "firing");
        // When
        serve.goAway();
        awaitSeries("up{job=\"omnipulse\"} == 0");
        awaitSeries("absent(omnipulse_alert_open)");
        serve.comeBack();
        awaitSeries("omnipulse_alert_open == 1");
        serve.says(OUTAGE + " 0\n");
        awaitCall("OmnipulseOutage", "resolved");
        // Then
        assertThat(
                        webhook.calls().stream()
                                .map(call -> call.status() + " " + call.alert().path("startsAt"))
                                .distinct())
                .as("one beginning, one end of the same alert")
                .hasSize(2);
    }

    @Test
    void data_that_cannot_be_trusted_holds_back_what_was_judged_from_it() throws Exception {
        // Given
        serve.says(DATA_HEALTH + " 1\n");
        awaitCall("OmnipulseDataHealth", "firing");
        // When
        serve.says(DATA_HEALTH + " 1\n" + DROP + " 1\n");
        awaitInhibited("OmnipulseConversionDrop");
        serve.says(DATA_HEALTH + " 0\n" + DROP + " 0\n");
        awaitCall("OmnipulseDataHealth", "resolved");
        // Then
        assertThat(webhook.first("OmnipulseConversionDrop", "firing")).isEmpty();
    }

    @Test
    void an_outage_says_the_drop_of_the_same_cut_too() throws Exception {
        // Given
        serve.says(OUTAGE + " 1\n");
        awaitCall("OmnipulseOutage", "firing");
        // When
        serve.says(OUTAGE + " 1\n" + DROP + " 1\n");
        awaitInhibited("OmnipulseConversionDrop");
        // Then
        assertThat(webhook.first("OmnipulseConversionDrop", "firing")).isEmpty();
    }

    private static String open(String rule) {
        return "omnipulse_alert_open{rule=\""
                + rule
                + "\",kpi=\"session_conversion_ratio\",campaign=\"*\",channel=\"*\"}";
    }

    private Webhook.Call awaitCall(String alert, String status) throws Exception {
        Http.await(
                "a call that " + alert + " is " + status,
                SOON,
                () -> webhook.first(alert, status).isPresent());
        return webhook.first(alert, status).orElseThrow();
    }

    private void awaitSeries(String expr) throws Exception {
        Http.await(expr, SOON, () -> !prometheus.now(expr).isEmpty());
    }

    private void awaitInhibited(String alert) throws Exception {
        Http.await(alert + " is inhibited", SOON, () -> isInhibited(alert));
    }

    private boolean isInhibited(String alert) throws IOException, InterruptedException {
        return alertmanager
                .alert(alert)
                .map(known -> known.at("/status/inhibitedBy").size() > 0)
                .orElse(false);
    }

    private static double seconds(long from, Webhook.Call to) {
        return (to.atNanos() - from) / 1e9;
    }
}
