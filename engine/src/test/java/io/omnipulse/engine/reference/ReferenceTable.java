package io.omnipulse.engine.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows of a file, to be asked what holds at an end: a row holds until the next one of its cut,
 * window and KPI.
 */
public final class ReferenceTable {
    private final Map<List<String>, NavigableMap<Instant, Row>> rows = new HashMap<>();

    /** The columns of a row, as they are written. */
    public record Row(
            String windowEnd,
            String window,
            String campaign,
            String channel,
            String dimensions,
            String kpi,
            String value,
            String numerator,
            String denominator,
            String lower,
            String upper,
            String n,
            String stage,
            String revision) {}

    private ReferenceTable() {}

    /** Reads lines of CSV without the header; no field holds a line break. */
    public static ReferenceTable of(List<String> lines) {
        ReferenceTable table = new ReferenceTable();
        for (Row row : rows(lines)) {
            table.rows
                    .computeIfAbsent(
                            List.of(row.window(), row.campaign(), row.channel(), row.kpi()),
                            unseen -> new TreeMap<>())
                    .put(Instant.parse(row.windowEnd()), row);
        }
        return table;
    }

    /** The columns of lines of CSV without the header; no field holds a line break. */
    public static List<Row> rows(List<String> lines) {
        return lines.stream().map(ReferenceTable::row).toList();
    }

    /** The row that holds at an end, which is the latest at or before it. */
    public Optional<Row> at(
            String end, String window, String campaign, String channel, String kpi) {
        return Optional.ofNullable(
                        written(window, campaign, channel, kpi).floorEntry(Instant.parse(end)))
                .map(Map.Entry::getValue);
    }

    /** The rows of one cut, window and KPI by their ends. */
    public NavigableMap<Instant, Row> written(
            String window, String campaign, String channel, String kpi) {
        return rows.getOrDefault(List.of(window, campaign, channel, kpi), new TreeMap<>());
    }

    private static Row row(String line) {
        List<String> fields = fields(line);
        return new Row(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                fields.get(7),
                fields.get(8),
                fields.get(9),
                fields.get(10),
                fields.get(11),
                fields.get(12),
                fields.get(13));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                boolean doubled = quoted && line.startsWith("\"\"", at);
                if (doubled) {
                    field.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
