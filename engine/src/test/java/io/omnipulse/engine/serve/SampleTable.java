package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.AlertCause;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table, a clock that stands until it is moved, and records as the engine writes them. */
final class SampleTable {
    static final Instant START = Instant.parse("2026-11-22T10:05:00Z");

    /** For those who do not ask for it. */
    static final HistoryScan NO_HISTORY =
            new HistoryScan(
                    "kpi-history",
                    () -> {
                        throw new IllegalStateException("there is no broker here");
                    },
                    () -> {
                        throw new IllegalStateException("there is no registry here");
                    });

    private Instant now = START;
    private int version = 1;
    final ServeSettings settings;
    final KpiTable table;
    final AlertTable alerts = new AlertTable();

    SampleTable(ServeSettings settings) {
        this.settings = settings;
        this.table = new KpiTable(settings, () -> now);
    }

    SampleTable() {
        this(ServeSettings.loopback().withPort(0));
    }

    SampleTable complete() {
        table.markComplete();
        alerts.markComplete();
        return this;
    }

    ReadSide read() {
        return read(NO_HISTORY);
    }

    ReadSide read(HistoryScan history) {
        return new ReadSide(table, alerts, Optional::empty, history);
    }

    SampleTable after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    SampleTable byVersion(int version) {
        this.version = version;
        return this;
    }

    /** A row of partition 0, written now. */
    SampleTable row(String window, String campaign, String channel, KpiValue... kpis) {
        return row(0, window, campaign, channel, kpis);
    }

    SampleTable row(
            int partition, String window, String campaign, String channel, KpiValue... kpis) {
        Window of = Window.named(window).orElseThrow();
        Instant end = Instant.ofEpochMilli(of.endMs(of.paneOf(START.toEpochMilli() - 1)));
        return apply(partition, key(window, campaign, channel), record(of, end, kpis));
    }

    SampleTable tombstone(String window, String campaign, String channel) {
        return apply(0, key(window, campaign, channel), null);
    }

    SampleTable heartbeat(int partition) {
        return heartbeat(partition, now.minusSeconds(30));
    }

    SampleTable heartbeat(int partition, Instant watermark) {
        return heartbeat(partition, partition, watermark, Map.of());
    }

    SampleTable heartbeat(int partition, int home, Instant watermark, Map<String, Long> measures) {
        KpiRow row = record(Window.M5, Instant.EPOCH);
        row.setWindowMs(0);
        row.setMeasures(measures);
        row.setWatermark(watermark);
        row.setCompleteness(0.75);
        return apply(home, "[\"heartbeat\"," + partition + "]", row);
    }

    SampleTable ledger(String outcome, @Nullable String reason, String topic, long events) {
        KpiRow row = record(Window.M5, Instant.EPOCH);
        row.setWindowMs(0);
        row.setMeasures(Map.of("events", events));
        String reasonText = reason == null ? "" : ",\"reason=" + reason + "\"";
        return apply(
                0,
                "[\"total\",\"*\",\"*\",\"outcome="
                        + outcome
                        + "\""
                        + reasonText
                        + ",\"topic="
                        + topic
                        + "\"]",
                row);
    }

    /** A watch over the conversion of sessions, in partition 0, as it is now. */
    SampleTable watch(String campaign, String channel, long state, @Nullable Double detectable) {
        KpiRow row =
                record(
                        Window.M5,
                        Instant.EPOCH,
                        new KpiValue("detectable_drop", detectable, null, null, null, null, 0L),
                        new KpiValue("expected_per_minute", 1.5, null, null, null, null, 0L),
                        new KpiValue("watch_state", null, state, null, null, null, 0L));
        row.setWindowMs(0);
        String cut = key("total", campaign, channel);
        String key = cut.substring(0, cut.length() - 1) + ",\"watch=session_conversion_ratio\"]";
        return apply(0, key, row);
    }

    /** An alert that opened now, and closes where it is told to. */
    SampleTable alert(AlertRule rule, String campaign, @Nullable Duration closesAfter) {
        return alert(alertRecord(rule, campaign, now, closesAfter));
    }

    SampleTable alert(KpiAlert record) {
        alerts.take(0, now.toEpochMilli(), record.getId().getBytes(StandardCharsets.UTF_8), record);
        return this;
    }

    static KpiAlert alertRecord(
            AlertRule rule, String campaign, Instant opened, @Nullable Duration closesAfter) {
        return new KpiAlert(
                rule.name().toLowerCase(Locale.ROOT)
                        + "/session_conversion_ratio/"
                        + campaign
                        + "/*/"
                        + opened.toEpochMilli(),
                rule,
                "session_conversion_ratio",
                campaign,
                "*",
                opened,
                closesAfter == null ? null : opened.plus(closesAfter),
                0.0125,
                0.03,
                null,
                0.02,
                0.25,
                800L,
                List.of(new AlertCause(campaign, "web", -0.015, -0.0025)),
                "Conversion of " + campaign + " is less than half of what is usual.",
                1);
    }

    SampleTable apply(int partition, String key, @Nullable KpiRow row) {
        table.apply(partition, now.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), row);
        return this;
    }

    KpiRow record(Window window, Instant end, KpiValue... kpis) {
        return new KpiRow(
                "ignored",
                "ignored",
                Map.of(),
                window.lengthMs(),
                end,
                Map.of(),
                List.of(kpis),
                Stage.PROVISIONAL,
                0,
                version,
                START.minusSeconds(60),
                0.5,
                Map.of());
    }

    /** The only row there is. */
    TableRow only() {
        return table.rows().iterator().next();
    }

    static String key(String window, String campaign, String channel) {
        return "[" + quoted(window) + "," + quoted(campaign) + "," + quoted(channel) + "]";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static KpiValue count(String id, long n) {
        return new KpiValue(id, (double) n, n, null, null, null, n);
    }

    static KpiValue euros(String id, long cents, long n) {
        return new KpiValue(id, cents / 100.0, cents, null, null, null, n);
    }

    static KpiValue share(String id, long numerator, long denominator, double lower, double upper) {
        return new KpiValue(
                id,
                (double) numerator / denominator,
                numerator,
                denominator,
                lower,
                upper,
                denominator);
    }

    static KpiValue mean(String id, double value, long numerator, long denominator) {
        return new KpiValue(id, value, numerator, denominator, null, null, denominator);
    }

    static KpiValue absent(String id) {
        return new KpiValue(id, null, 0L, 0L, null, null, 0L);
    }
}
