package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows as OpenMetrics text with timestamps, as {@code promtool tsdb create-blocks-from openmetrics}
 * takes it: the families one after another, in each the series one after another, in each the
 * samples by time.
 *
 * <p>A row holds until the next one of its series. Prometheus looks back only some minutes, so what
 * does not change is repeated in steps, up to the next row, or to the end of the range behind the
 * last one. A ratio that is absent has no samples until it is there again.
 *
 * <p>Source: OpenMetrics 1.0, prometheus/OpenMetrics, specification/OpenMetrics.md.
 */
public final class OpenMetricsRows {
    private static final long MS_PER_SECOND = 1000;

    private static final Comparator<RowLine> BY_SERIES_AND_TIME =
            Comparator.comparing(RowLine::window)
                    .thenComparing(row -> row.cut().campaign())
                    .thenComparing(row -> row.cut().channel())
                    .thenComparing(RowLine::dimensionsText)
                    .thenComparing(RowLine::windowEndMs);

    private final MetricFamilies families;
    private final long stepMs;
    private final Map<Window, Long> endMs;

    /**
     * @param catalog tells units and help of the KPIs; KPIs that it does not know have neither
     * @param step how often an unchanged value is repeated; at least a second
     * @param endMs for each window the last end, inclusive, up to which the last rows are repeated,
     *     in milliseconds since 1970; behind the last rows of windows that are not named nothing is
     *     repeated
     * @throws IllegalArgumentException if the step is shorter than a second
     */
    public OpenMetricsRows(KpiCatalog catalog, Duration step, Map<Window, Long> endMs) {
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "a step of " + step + " is too short; it must be a second or more");
        }
        this.families = new MetricFamilies(catalog);
        this.stepMs = step.toMillis();
        this.endMs = Map.copyOf(endMs);
    }

    /**
     * Writes all families and the mark of the end.
     *
     * @param rows in any order; one for each KPI, cut, window and end
     * @throws IOException if the output fails
     */
    public void write(Collection<RowLine> rows, Appendable to) throws IOException {
        SortedMap<String, List<RowLine>> byKpi = new TreeMap<>();
        for (RowLine row : rows) {
            byKpi.computeIfAbsent(row.kpi().id(), id -> new ArrayList<>()).add(row);
        }
        for (Map.Entry<String, List<RowLine>> each : byKpi.entrySet()) {
            each.getValue().sort(BY_SERIES_AND_TIME);
            for (Figure figure : Figure.values()) {
                writeFamily(each.getKey(), figure, each.getValue(), to);
            }
        }
        to.append("# EOF\n");
    }

    private void writeFamily(String id, Figure figure, List<RowLine> rows, Appendable to)
            throws IOException {
        if (rows.stream().allMatch(row -> figure.of(row.kpi()).isEmpty())) {
            return;
        }
        to.append(families.header(id, figure));
        String series = "";
        for (int i = 0; i < rows.size(); i++) {
            RowLine row = rows.get(i);
            RowLine before = i == 0 ? null : rows.get(i - 1);
            RowLine next = i + 1 == rows.size() ? null : rows.get(i + 1);
            series = isOfOneSeries(before, row) ? series : families.series(figure, row);
            writeSamples(
                    series, figure.of(row.kpi()), row, isOfOneSeries(row, next) ? next : null, to);
        }
    }

    private void writeSamples(
            String series, String value, RowLine row, @Nullable RowLine next, Appendable to)
            throws IOException {
        if (value.isEmpty()) {
            return;
        }
        long lastMs =
                next == null
                        ? endMs.getOrDefault(row.window(), row.windowEndMs())
                        : next.windowEndMs() - 1;
        long atMs = row.windowEndMs();
        do {
            to.append(series)
                    .append(' ')
                    .append(value)
                    .append(' ')
                    .append(seconds(atMs))
                    .append('\n');
            atMs += stepMs;
        } while (atMs <= lastMs);
    }

    private static boolean isOfOneSeries(@Nullable RowLine a, @Nullable RowLine b) {
        return a != null
                && b != null
                && a.window() == b.window()
                && a.cut().equals(b.cut())
                && a.dimensions().equals(b.dimensions());
    }

    private static String seconds(long ms) {
        return ms % MS_PER_SECOND == 0
                ? Long.toString(ms / MS_PER_SECOND)
                : ShortestDouble.text(ms / (double) MS_PER_SECOND);
    }

    /** What a KPI has a family for. */
    enum Figure {
        VALUE(""),
        NUMERATOR("_numerator"),
        DENOMINATOR("_denominator"),
        LOWER("_lower"),
        UPPER("_upper"),
        N("_n");

        private final String suffix;

        Figure(String suffix) {
            this.suffix = suffix;
        }

        /** The name of a KPI's family. */
        String family(String id) {
            return "omnipulse_" + id + suffix;
        }

        /**
         * The figure as text; empty where there is none. Only what divides has its parts beside it:
         * of counts and sums they say nothing new.
         */
        String of(KpiValue kpi) {
            boolean divides = kpi.denominator().isPresent();
            return switch (this) {
                case VALUE ->
                        kpi.value().isPresent()
                                ? ShortestDouble.text(kpi.value().getAsDouble())
                                : "";
                case NUMERATOR ->
                        divides && kpi.numerator().isPresent()
                                ? Long.toString(kpi.numerator().getAsLong())
                                : "";
                case DENOMINATOR -> divides ? Long.toString(kpi.denominator().getAsLong()) : "";
                case LOWER ->
                        kpi.lower().isPresent()
                                ? ShortestDouble.text(kpi.lower().getAsDouble())
                                : "";
                case UPPER ->
                        kpi.upper().isPresent()
                                ? ShortestDouble.text(kpi.upper().getAsDouble())
                                : "";
                case N -> divides ? Long.toString(kpi.n()) : "";
            };
        }
    }
}
