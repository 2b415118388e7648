package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.reference.ReferenceEngine.Settings;
import io.omnipulse.engine.reference.ReferenceTable.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the reference makes of a few events. */
final class Computed {
    private final List<Event> events;
    private final List<String> lines;
    private final ReferenceTable table;

    private Computed(List<Event> events) {
        this.events = events;
        this.lines = ReferenceEngine.rows(events, Settings.standard());
        this.table = ReferenceTable.of(lines);
    }

    static Computed from(EventText... events) {
        return new Computed(Stream.of(events).map(EventText::event).toList());
    }

    List<String> lines() {
        return lines;
    }

    ReferenceTable table() {
        return table;
    }

    /** How many events the duplicate rule leaves. */
    int counted() {
        return ReferenceEngine.counted(events, Settings.standard()).size();
    }

    /** The campaigns and channels that have rows, as {@code campaign/channel}. */
    Set<String> cuts() {
        return ReferenceTable.rows(lines).stream()
                .map(row -> row.campaign() + "/" + row.channel())
                .collect(Collectors.toSet());
    }

    /** The row of the roll-up over everything. */
    Row row(String end, String window, String kpi) {
        return row(end, window, "*", "*", kpi);
    }

    Row row(String end, String window, String campaign, String channel, String kpi) {
        return table.at(EventText.iso(end), window, campaign, channel, kpi).orElseThrow();
    }

    /** What a count is. */
    String count(String end, String window, String kpi) {
        return row(end, window, kpi).numerator();
    }

    /** Numerator and denominator, as {@code 1 of 2}. */
    String ratio(String end, String window, String kpi) {
        return ratio(end, window, "*", kpi);
    }

    String ratio(String end, String window, String campaign, String kpi) {
        Row row = row(end, window, campaign, "*", kpi);
        return row.numerator() + " of " + row.denominator();
    }
}
