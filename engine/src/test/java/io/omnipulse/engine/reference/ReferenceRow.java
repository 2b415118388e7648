package io.omnipulse.engine.reference;

import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A settled row of a file (docs/commands.md, rows as files). */
record ReferenceRow(
        long endMs, String window, String campaign, String channel, ReferenceFigure figure) {

    /**
     * "Sorted by the UTF-8 bytes of those fields (unquoted) in that order." The times all have one
     * form and length from the year 2000 on, so they sort as numbers; no two rows agree in end,
     * window, cut and KPI.
     */
    static final Comparator<ReferenceRow> IN_ORDER_OF_THE_FILE =
            Comparator.comparingLong(ReferenceRow::endMs)
                    .thenComparing(ReferenceRow::window, ReferenceOrder.BY_UTF8_BYTES)
                    .thenComparing(ReferenceRow::campaign, ReferenceOrder.BY_UTF8_BYTES)
                    .thenComparing(ReferenceRow::channel, ReferenceOrder.BY_UTF8_BYTES)
                    .thenComparing(row -> row.figure().kpi(), ReferenceOrder.BY_UTF8_BYTES);

    String csv() {
        return Stream.of(
                        Instant.ofEpochMilli(endMs).toString(),
                        window,
                        campaign,
                        channel,
                        "",
                        figure.kpi(),
                        plain(figure.value()),
                        Long.toString(figure.numerator()),
                        figure.denominator() == null ? "" : figure.denominator().toString(),
                        plain(figure.lower()),
                        plain(figure.upper()),
                        Long.toString(figure.n()),
                        "settled",
                        "0")
                .map(ReferenceRow::quoted)
                .collect(Collectors.joining(","));
    }

    private static String plain(@Nullable Double number) {
        return number == null ? "" : ShortestDouble.plain(number);
    }

    /** "RFC 4180 quoting where a field holds a comma, a quote or a line break" */
    private static String quoted(String field) {
        boolean needed =
                field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
