package io.omnipulse.engine.house;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.row.CountedRange;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was published of all cuts, and the lines of a file that follow from it. */
public final class PublishedRows {
    private final RowHistory history = new RowHistory();
    private final Map<Window, SortedMap<Long, Long>> events = new EnumMap<>(Window.class);

    public void put(Cut cut, Row row, int revision) {
        history.put(cut, row.window(), row.endMs(), Stage.FINAL, revision, row.kpis());
        if (cut.equals(Cut.TOTAL)) {
            events.computeIfAbsent(row.window(), window -> new TreeMap<>())
                    .put(row.endMs(), row.totals().get(MeasureCode.of(Measure.COUNTED)));
        }
    }

    public void remove(Cut cut, Window window, long endMs) {
        history.remove(cut, window, endMs);
        if (cut.equals(Cut.TOTAL)) {
            events.getOrDefault(window, new TreeMap<>()).remove(endMs);
        }
    }

    /** All rows as {@link House#lines()} gives them. */
    public List<String> lines() {
        Map<Window, CountedRange> ranges = new EnumMap<>(Window.class);
        events.forEach(
                (window, ends) ->
                        CountedRange.of(window, ends)
                                .ifPresent(range -> ranges.put(window, range)));
        return text(history.lines(ranges));
    }

    /** All rows that end at or before the instant, those included that only decay. */
    List<String> linesTo(long lastEndMs) {
        return text(history.lines().filter(line -> line.windowEndMs() <= lastEndMs));
    }

    private static List<String> text(Stream<RowLine> lines) {
        return lines.map(RowLine::settled).sorted(CsvRows.ORDER).map(CsvRows::line).toList();
    }
}
