package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.WatchStatus;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows as they are published: Avro records. */
final class RowRecords {
    private final int version;
    private final Map<Integer, String> measureIds = new HashMap<>();

    /**
     * @param version the application's version, in every record
     */
    RowRecords(int version) {
        this.version = version;
    }

    KpiRow of(
            Cut cut,
            Row row,
            Stage stage,
            int revision,
            Map<String, Double> restated,
            long watermarkMs,
            double completeness) {
        Map<String, Long> measures = new HashMap<>();
        row.totals()
                .forEach(
                        (code, amount) ->
                                measures.put(
                                        measureIds.computeIfAbsent(code, MeasureCode::id), amount));
        return new KpiRow(
                cut.campaign(),
                cut.channel(),
                Map.of(),
                row.window().lengthMs(),
                Instant.ofEpochMilli(row.endMs()),
                measures,
                row.kpis().stream().map(RowRecords::value).toList(),
                stage,
                revision,
                version,
                Instant.ofEpochMilli(watermarkMs),
                completeness,
                restated);
    }

    /** An empty row that says how far a partition of the panes has come. */
    KpiRow heartbeat(long watermarkMs, double completeness, long restatements) {
        return bare(
                Map.of(),
                Map.of("restatements", restatements),
                List.of(),
                watermarkMs,
                completeness);
    }

    /** How many records of a topic have had one outcome, of all that were ever read. */
    KpiRow ledger(LedgerEntry entry, long count, long watermarkMs, double completeness) {
        Map<String, String> dimensions =
                new HashMap<>(Map.of("topic", entry.topic(), "outcome", entry.outcome()));
        if (!entry.reason().isEmpty()) {
            dimensions.put("reason", entry.reason());
        }
        KpiValue events = new KpiValue("events", (double) count, count, null, null, null, count);
        return bare(
                dimensions, Map.of("events", count), List.of(events), watermarkMs, completeness);
    }

    /** What a watch knows while nothing is wrong. */
    KpiRow watch(String kpi, WatchStatus status, long watermarkMs, double completeness) {
        List<KpiValue> values = new ArrayList<>();
        status.detectableDrop().ifPresent(drop -> values.add(value("detectable_drop", drop)));
        status.expectedPerMinute()
                .ifPresent(orders -> values.add(value("expected_per_minute", orders)));
        values.add(
                new KpiValue(
                        "watch_state",
                        null,
                        (long) status.state().ordinal(),
                        null,
                        null,
                        null,
                        0L));
        return bare(Map.of("watch", kpi), Map.of(), values, watermarkMs, completeness);
    }

    private static KpiValue value(String id, double value) {
        return new KpiValue(id, value, null, null, null, null, 0L);
    }

    private KpiRow bare(
            Map<String, String> dimensions,
            Map<String, Long> measures,
            List<KpiValue> values,
            long watermarkMs,
            double completeness) {
        return new KpiRow(
                Cut.ALL,
                Cut.ALL,
                dimensions,
                0L,
                Instant.EPOCH,
                measures,
                values,
                Stage.FINAL,
                0,
                version,
                Instant.ofEpochMilli(watermarkMs),
                completeness,
                Map.of());
    }

    private static KpiValue value(io.omnipulse.engine.core.kpi.KpiValue value) {
        return new KpiValue(
                value.id(),
                orNull(value.value()),
                orNull(value.numerator()),
                orNull(value.denominator()),
                orNull(value.lower()),
                orNull(value.upper()),
                value.n());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
