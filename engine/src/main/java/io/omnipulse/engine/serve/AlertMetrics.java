package io.omnipulse.engine.serve;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alerts and watches as gauges. */
final class AlertMetrics {
    /**
     * For so long a closed alert is shown as 0: its end is to be seen, and its series is to end.
     */
    private static final Duration SHOWN_CLOSED = Duration.ofHours(1);

    private AlertMetrics() {}

    /**
     * Adds the alerts, once all are known: before, one that has long been closed may seem open.
     *
     * @param now what tells how long ago an alert was closed
     */
    static void collectAlerts(AlertTable alerts, Instant now, Families families) {
        if (!alerts.isComplete()) {
            return;
        }
        Map<Labels, Double> open = new LinkedHashMap<>();
        for (Alert alert : alerts.newestFirst()) {
            if (alert.closedAt().map(closed -> closed.plus(SHOWN_CLOSED)).stream()
                    .allMatch(now::isBefore)) {
                // One that is open outweighs those of the same name that are not.
                open.merge(labels(alert), alert.isOpen() ? 1.0 : 0.0, Math::max);
            }
        }
        open.forEach(
                (labels, value) ->
                        families.gauge(
                                KpiNames.PREFIX + "alert_open",
                                "1 while the alert is open, 0 for an hour after it closed.",
                                labels,
                                value));
    }

    private static Labels labels(Alert alert) {
        return Labels.of(
                "rule",
                alert.rule(),
                "kpi",
                alert.kpi(),
                "campaign",
                alert.campaign(),
                "channel",
                alert.channel());
    }

    /** Adds the watches over campaigns that have series, unless they would rather lie. */
    static void collectWatches(KpiTable table, ExportedCampaigns exported, Families families) {
        for (Watch watch : table.watches().all()) {
            if (!exported.contains(watch.key().campaign()) || table.isStale(watch)) {
                continue;
            }
            Labels labels =
                    Labels.of(
                            "kpi",
                            watch.key().kpi(),
                            "campaign",
                            watch.key().campaign(),
                            "channel",
                            watch.key().channel());
            families.gauge(
                    KpiNames.PREFIX + "watch_state",
                    "What the watch can do: 0 it is learning, 1 it watches, 2 there is too little"
                            + " traffic to detect a drop.",
                    labels,
                    watch.state().number());
            watch.detectableDrop()
                    .ifPresent(
                            drop ->
                                    families.gauge(
                                            KpiNames.PREFIX + "detectable_drop_ratio",
                                            "Smallest relative drop that half an hour of this"
                                                    + " traffic would show.",
                                            labels,
                                            drop));
        }
    }
}
