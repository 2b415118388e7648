package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.kpi.KpiValue;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows as CSV after RFC 4180, but with a bare {@code \n} at the end of a line, which the writer of
 * the file adds.
 */
public final class CsvRows {
    /** The names of the columns. */
    public static final List<String> COLUMNS =
            List.of(
                    "window_end",
                    "window",
                    "campaign",
                    "channel",
                    "dimensions",
                    "kpi",
                    "value",
                    "numerator",
                    "denominator",
                    "lower",
                    "upper",
                    "n",
                    "stage",
                    "revision");

    private static final int KPI_COLUMN = COLUMNS.indexOf("kpi");

    private static final long YEAR_0_MS = -62_167_219_200_000L;
    private static final long YEAR_10000_MS = 253_402_300_800_000L;

    /**
     * The order of the lines of a file: by the UTF-8 bytes of the fields, unquoted, in the order of
     * the columns. It agrees with {@code equals} of the fields.
     */
    public static final Comparator<RowLine> ORDER = CsvRows::compareEnds;

    private static final Comparator<RowLine> BEHIND_THE_END =
            Comparator.comparing((RowLine row) -> row.window().label(), Utf8Order.INSTANCE)
                    .thenComparing(row -> row.cut().campaign(), Utf8Order.INSTANCE)
                    .thenComparing(row -> row.cut().channel(), Utf8Order.INSTANCE)
                    .thenComparing(RowLine::dimensionsText, Utf8Order.INSTANCE)
                    .thenComparing(row -> row.kpi().id(), Utf8Order.INSTANCE)
                    .thenComparing(CsvRows::compareBehindTheKpi);

    private CsvRows() {}

    /** The first line. */
    public static String header() {
        return String.join(",", COLUMNS);
    }

    /** The line of a row, without a line break at its end. What is absent is empty. */
    public static String line(RowLine row) {
        return fields(row).stream().map(CsvRows::quoted).collect(Collectors.joining(","));
    }

    private static List<String> fields(RowLine row) {
        KpiValue kpi = row.kpi();
        return List.of(
                row.endText(),
                row.window().label(),
                row.cut().campaign(),
                row.cut().channel(),
                row.dimensionsText(),
                kpi.id(),
                text(kpi.value()),
                text(kpi.numerator()),
                text(kpi.denominator()),
                text(kpi.lower()),
                text(kpi.upper()),
                Long.toString(kpi.n()),
                row.stage().text(),
                Integer.toString(row.revision()));
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? ShortestDouble.text(number.getAsDouble()) : "";
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static String quoted(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + field.replace("\"", "\"\"") + '"';
            }
        }
        return field;
    }

    private static int compareEnds(RowLine a, RowLine b) {
        if (a.windowEndMs() == b.windowEndMs()) {
            return BEHIND_THE_END.compare(a, b);
        }
        // Years of four digits have texts of one length, which sort as the times do.
        return hasPlainYear(a) && hasPlainYear(b)
                ? Long.compare(a.windowEndMs(), b.windowEndMs())
                : Utf8Order.INSTANCE.compare(a.endText(), b.endText());
    }

    private static boolean hasPlainYear(RowLine row) {
        return row.windowEndMs() >= YEAR_0_MS && row.windowEndMs() < YEAR_10000_MS;
    }

    /** Only lines that say different things of one KPI at one end get here. */
    private static int compareBehindTheKpi(RowLine a, RowLine b) {
        List<String> ofA = fields(a);
        List<String> ofB = fields(b);
        return IntStream.range(KPI_COLUMN + 1, COLUMNS.size())
                .map(column -> Utf8Order.INSTANCE.compare(ofA.get(column), ofB.get(column)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }
}
