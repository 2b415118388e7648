package io.omnipulse.engine.serve;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.OptionalDouble;

/**
 * What the table says of the engine. It shows whatever the state of the engine, since this is where
 * one looks when the values are gone.
 */
final class PlatformMetrics {
    private PlatformMetrics() {}

    static void collect(KpiTable table, AlertTable alerts, int series, Families families) {
        TableState state = table.state();
        gauge(
                families,
                "kpi_age_seconds",
                "Time since every published value was known to hold: since the oldest of the"
                        + " partitions' newest heartbeats.",
                state.ageSeconds());
        gauge(
                families,
                "freshness_seconds",
                "Time since an event was last counted, by the time of the broker.",
                state.freshnessSeconds());
        gauge(
                families,
                "watermark_lag_seconds",
                "Time since the watermark: every event that happened before it has been counted.",
                state.watermarkLagSeconds());
        gauge(
                families,
                "completeness_ratio",
                "Share of the sources that have come as far as the published values, the least of"
                        + " all partitions.",
                state.completeness());
        gauge(families, "kpi_series", "Series of KPIs in this output.", OptionalDouble.of(series));
        collectLedger(table.ledger(), families);
        table.restatements()
                .ifPresent(
                        rows ->
                                families.counter(
                                        KpiNames.PREFIX + "restatements",
                                        "Final rows that were corrected by late arrivals.",
                                        Labels.EMPTY,
                                        (double) rows));
        families.counter(
                KpiNames.PREFIX + "unreadable_rows",
                "Published rows and alerts that could not be read and are left out.",
                Labels.EMPTY,
                (double) (table.unreadable() + alerts.unreadable()));
    }

    private static void collectLedger(Ledger ledger, Families families) {
        ledger.byOutcome()
                .forEach(
                        (topic, outcomes) ->
                                outcomes.forEach(
                                        (outcome, events) ->
                                                families.counter(
                                                        KpiNames.PREFIX + "events",
                                                        "Events read, by what became of them.",
                                                        Labels.of(
                                                                "topic", topic, "outcome", outcome),
                                                        (double) events)));
        ledger.byReason()
                .forEach(
                        (topic, reasons) ->
                                reasons.forEach(
                                        (reason, events) ->
                                                families.counter(
                                                        KpiNames.PREFIX + "rejected",
                                                        "Events refused, by reason.",
                                                        Labels.of("topic", topic, "reason", reason),
                                                        (double) events)));
    }

    private static void gauge(Families families, String name, String help, OptionalDouble value) {
        value.ifPresent(
                number -> families.gauge(KpiNames.PREFIX + name, help, Labels.EMPTY, number));
    }
}
