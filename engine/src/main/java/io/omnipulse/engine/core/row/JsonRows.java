package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.kpi.KpiValue;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Rows as JSON objects, one for a line of a {@code jsonl} file: fields named as the columns of
 * {@link CsvRows}, numbers as numbers, what is absent null, dimensions an object.
 */
public final class JsonRows {
    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private JsonRows() {}

    /** The object of a row, without a line break. */
    public static String object(RowLine row) {
        return fields(row).append('}').toString();
    }

    /** The object of a row, with {@code age_seconds} behind the other fields. */
    public static String object(RowLine row, Duration age) {
        return fields(row)
                .append(",\"age_seconds\":")
                .append(ShortestDouble.text(age.toMillis() / 1000.0))
                .append('}')
                .toString();
    }

    /** A JSON string with its quotes. Pure ASCII controls and what is no character are escaped. */
    public static String quoted(String text) {
        StringBuilder to = new StringBuilder(text.length() + 2);
        quote(text, to);
        return to.toString();
    }

    private static StringBuilder fields(RowLine row) {
        KpiValue kpi = row.kpi();
        StringBuilder to = new StringBuilder(320);
        text(to.append("{\"window_end\":"), row.endText());
        text(to.append(",\"window\":"), row.window().label());
        text(to.append(",\"campaign\":"), row.cut().campaign());
        text(to.append(",\"channel\":"), row.cut().channel());
        dimensions(to.append(",\"dimensions\":"), row.dimensions());
        text(to.append(",\"kpi\":"), kpi.id());
        number(to.append(",\"value\":"), kpi.value());
        number(to.append(",\"numerator\":"), kpi.numerator());
        number(to.append(",\"denominator\":"), kpi.denominator());
        number(to.append(",\"lower\":"), kpi.lower());
        number(to.append(",\"upper\":"), kpi.upper());
        to.append(",\"n\":").append(kpi.n());
        text(to.append(",\"stage\":"), row.stage().text());
        return to.append(",\"revision\":").append(row.revision());
    }

    private static void dimensions(StringBuilder to, Map<String, String> dimensions) {
        to.append('{');
        for (Iterator<Map.Entry<String, String>> all = dimensions.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, String> each = all.next();
            quote(each.getKey(), to);
            quote(each.getValue(), to.append(':'));
            to.append(all.hasNext() ? "," : "");
        }
        to.append('}');
    }

    private static void text(StringBuilder to, String text) {
        quote(text, to);
    }

    private static void number(StringBuilder to, OptionalDouble number) {
        to.append(number.isPresent() ? ShortestDouble.text(number.getAsDouble()) : "null");
    }

    private static void number(StringBuilder to, OptionalLong number) {
        to.append(number.isPresent() ? Long.toString(number.getAsLong()) : "null");
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (needsEscape(text, i)) {
                        to.append(String.format("\\u%04x", (int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }

    /**
     * Controls, what some readers take for the end of a line, and halves of surrogate pairs, which
     * UTF-8 cannot carry.
     */
    private static boolean needsEscape(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    }
}
