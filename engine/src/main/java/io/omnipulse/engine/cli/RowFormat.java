package io.omnipulse.engine.cli;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.row.CountedRange;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.JsonRows;
import io.omnipulse.engine.core.row.OpenMetricsRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The forms in which rows are written, named as users name them. */
enum RowFormat {
    csv("rows.csv"),
    openmetrics("rows.om"),
    jsonl("rows.jsonl");

    private final String fileName;

    RowFormat(String fileName) {
        this.fileName = fileName;
    }

    /**
     * Writes all rows in the order of the file, beside each other until they are whole: a broken
     * run leaves no half file.
     */
    void write(
            List<RowLine> rows,
            Map<Window, CountedRange> ranges,
            KpiCatalog catalog,
            Duration step,
            Path directory)
            throws IOException {
        Path target = directory.resolve(fileName);
        Path draft = directory.resolve(fileName + ".part");
        try (BufferedWriter to = Files.newBufferedWriter(draft)) {
            switch (this) {
                case csv -> {
                    to.write(CsvRows.header() + "\n");
                    lines(rows, CsvRows::line, to);
                }
                case jsonl -> lines(rows, JsonRows::object, to);
                case openmetrics -> {
                    Map<Window, Long> ends = new EnumMap<>(Window.class);
                    ranges.forEach((window, range) -> ends.put(window, range.toEndMs()));
                    new OpenMetricsRows(catalog, step, ends).write(rows, to);
                }
            }
        }
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void lines(List<RowLine> rows, Function<RowLine, String> text, BufferedWriter to)
            throws IOException {
        for (RowLine row : rows.stream().sorted(CsvRows.ORDER).toList()) {
            to.write(text.apply(row));
            to.write('\n');
        }
    }
}
