package io.omnipulse.engine.house;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.MeasuresCodec;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.pane.CutWindows;
import io.omnipulse.engine.core.pane.RollingWindow;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.pane.RowListener;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.EventKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several subject wings and one cut wing, as several instances run them: each subject is at home in
 * one wing, each wing commits when it likes, and what it commits passes the door as bytes.
 */
final class SplitHouse {
    private final Rules rules;
    private final KpiCalculator kpis;
    private final List<Wing> wings = new ArrayList<>();
    private final Map<Cut, CutWindows> cuts = new HashMap<>();
    private final PublishedRows rows = new PublishedRows();

    SplitHouse(KpiCatalog catalog, List<Window> windows, int wings) {
        this.rules = new Rules(Duration.ofDays(2), Duration.ofDays(7), windows);
        this.kpis = new KpiCalculator(catalog);
        for (int i = 0; i < wings; i++) {
            this.wings.add(new Wing());
        }
    }

    /** The journeys of one task, and what they have contributed since its last commit. */
    private final class Wing {
        private final Partials partials = new Partials();
        private final Contributions contributions = new Contributions(partials, rules.windows());
        private final Map<Subject, Journey> journeys = new HashMap<>();

        void add(Event event) {
            journeys.computeIfAbsent(event.subject(), Journey::new)
                    .add(event, rules, contributions, (fact, change) -> {});
        }

        void commit() {
            partials.drain(
                    (cut, slots) -> {
                        ByteWriter out = new ByteWriter();
                        MeasuresCodec.writePartial(out, slots);
                        Map<Slot, Measures> read = new HashMap<>();
                        MeasuresCodec.readPartial(new ByteReader(out.toBytes()), read::put);
                        windowsOf(cut).add(read);
                    });
        }
    }

    /** Adds an event where its subject is at home. */
    void add(Event event) {
        wings.get(homeOf(event)).add(event);
    }

    int homeOf(Event event) {
        return EventKeys.partitionFor(event.subject().id(), wings.size());
    }

    void commit(int wing) {
        wings.get(wing).commit();
    }

    /** Publishes every row, after a last commit of every wing. */
    private void publish() {
        wings.forEach(Wing::commit);
        cuts.forEach(
                (cut, windows) ->
                        windows.windows()
                                .forEach(
                                        rolling -> {
                                            Book book = new Book(cut);
                                            rolling.restate(book);
                                            rolling.publishTo(Long.MAX_VALUE, book);
                                        }));
    }

    /** All rows as {@link House#lines()} gives them. */
    List<String> lines() {
        publish();
        return rows.lines();
    }

    /** All rows that end at or before the instant, those included that only decay. */
    List<String> linesTo(long lastEndMs) {
        publish();
        return rows.linesTo(lastEndMs);
    }

    private CutWindows windowsOf(Cut cut) {
        return cuts.computeIfAbsent(
                cut,
                c ->
                        new CutWindows(
                                rules.windows().stream()
                                        .map(window -> new RollingWindow(window, kpis))
                                        .toList()));
    }

    private final class Book implements RowListener {
        private final Cut cut;

        Book(Cut cut) {
            this.cut = cut;
        }

        @Override
        public void row(Row row, int revision, Map<String, Double> restated) {
            rows.put(cut, row, revision);
        }

        @Override
        public void withdrawn(long endMs) {
            throw new AssertionError("everything is published once, at the end");
        }
    }
}
