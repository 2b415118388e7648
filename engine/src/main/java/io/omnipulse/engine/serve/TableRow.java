package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The present row of one cut and window, as published.
 *
 * @param key what it is about
 * @param endMs the window end at which it came to say this, a multiple of the pane's length; it
 *     holds until it is written again
 * @param kpis the values, in the order of the catalogue
 * @param stage what the writer knew; {@link KpiTable#stageOf} knows more
 * @param revision 0, and one more for each restatement
 * @param version version of the application that wrote it
 * @param watermarkMs up to where events were complete when it was written
 * @param completeness share of the sources whose watermark had passed the window end, 0 to 1
 * @param partition the partition of {@code kpi-values} it came from
 * @param appendedMs when the broker took it
 */
public record TableRow(
        RowKey key,
        long endMs,
        List<KpiValue> kpis,
        Stage stage,
        int revision,
        int version,
        long watermarkMs,
        double completeness,
        int partition,
        long appendedMs) {
    /**
     * The order of rows in files: by the UTF-8 bytes of window end, window, campaign, channel,
     * dimensions.
     */
    static final Comparator<TableRow> ORDER =
            Comparator.comparingLong(TableRow::endMs).thenComparing(TableRow::key, RowKey.ORDER);

    private static final Comparator<KpiValue> BY_ID =
            Comparator.comparing(KpiValue::id, Utf8Order.INSTANCE);

    /**
     * Checks that it can be shown.
     *
     * @throws IllegalArgumentException if the end, the revision or a dimension's name cannot be
     *     those of a row
     */
    public TableRow {
        kpis = List.copyOf(kpis);
        if (!kpis.isEmpty()) {
            line(key, endMs, kpis.get(0), stage, revision);
        }
    }

    /** The value of one KPI, if the row has it. */
    Optional<KpiValue> kpi(String id) {
        return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
    }

    /** The row as lines of a file, one for each KPI, in their order there. */
    public List<RowLine> lines(Stage stage) {
        return kpis.stream()
                .sorted(BY_ID)
                .map(kpi -> line(key, endMs, kpi, stage, revision))
                .toList();
    }

    private static RowLine line(RowKey key, long endMs, KpiValue kpi, Stage stage, int revision) {
        return new RowLine(
                endMs,
                key.window(),
                new Cut(key.campaign(), key.channel()),
                key.dimensions(),
                kpi,
                stage,
                revision);
    }
}
