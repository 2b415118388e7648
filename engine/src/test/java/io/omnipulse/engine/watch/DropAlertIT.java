package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: simulated customers stop buying, the real engine finds it, the real Prometheus and
 * Alertmanager call somebody; and when they buy again, that is told too.
 */
@Timeout(540)
class DropAlertIT {
    private static final Duration DROP_AT = Duration.ofSeconds(130);
    private static final Duration DROP_FOR = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void a_loss_of_conversion_calls_the_webhook_and_its_recovery_resolves_it() throws Exception {
        try (DemoProcess demo = DemoProcess.start(directory, "--no-traffic");
                Webhook webhook = Webhook.open();
                RealAlertmanager alertmanager = RealAlertmanager.start(directory, webhook.url());
                RealPrometheus prometheus =
                        RealPrometheus.start(
                                directory,
                                Map.of("omnipulse", demo.address()),
                                Optional.of(alertmanager.address()),
                                Duration.ofSeconds(1))) {
            // When
            long begun = System.nanoTime();
            Process customers = customers(demo);
            Http.await(
                    "the outage calls the webhook",
                    DROP_AT.plus(PATIENCE),
                    () -> webhook.first("OmnipulseOutage", "firing").isPresent());
            Http.await(
                    "the recovery resolves it",
                    DROP_FOR.plus(PATIENCE),
                    () -> webhook.first("OmnipulseOutage", "resolved").isPresent());
            Http.stop(customers);
            // Then
            Webhook.Call firing = webhook.first("OmnipulseOutage", "firing").orElseThrow();
            Webhook.Call resolved = webhook.first("OmnipulseOutage", "resolved").orElseThrow();
            double afterLoss = seconds(begun, firing) - DROP_AT.toSeconds();
            double afterRecovery = seconds(begun, resolved) - DROP_AT.plus(DROP_FOR).toSeconds();
            System.out.printf(
                    Locale.ROOT,
                    "from the loss to the call %.0f s, from the recovery to the call %.0f s%n",
                    afterLoss,
                    afterRecovery);
            assertThat(afterLoss).as("nobody is called before").isPositive();
            assertThat(afterRecovery).isPositive();
            assertThat(firing.alert().at("/labels/severity").asText()).isEqualTo("page");
            assertThat(prometheus.now("omnipulse_alert_open{rule=\"outage\"} == 0")).isNotEmpty();
        }
    }

    /** Some 130 orders a minute, at the same rate day and night. */
    private Process customers(DemoProcess demo) throws Exception {
        return DemoProcess.omnipulse(
                directory.resolve("produce.log"),
                List.of(
                        "produce",
                        "all",
                        "--rate",
                        "300",
                        "--steady",
                        "--max-lateness",
                        "2s",
                        "--drop-conversion-at",
                        DROP_AT.toSeconds() + "s",
                        "--drop-to",
                        "0",
                        "--drop-for",
                        DROP_FOR.toSeconds() + "s",
                        "--bootstrap-server",
                        demo.bootstrapServers(),
                        "--schema-registry",
                        demo.registry()));
    }

    private static double seconds(long from, Webhook.Call to) {
        return (to.atNanos() - from) / 1e9;
    }
}
