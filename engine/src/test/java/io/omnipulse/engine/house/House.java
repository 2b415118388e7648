package io.omnipulse.engine.house;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import io.omnipulse.engine.core.journey.JourneyListener;
import io.omnipulse.engine.core.journey.Outcome;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.pane.CutWindows;
import io.omnipulse.engine.core.pane.RollingWindow;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.pane.RowListener;
import io.omnipulse.engine.core.row.CountedRange;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes events one by one, and gives the rows that a bounded run would write. */
public final class House {
    public static final List<Window> WINDOWS =
            List.of(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30);

    private final Rules rules;
    private final KpiCalculator kpis;
    private final Partials partials = new Partials();
    private final Contributions contributions;
    private final Map<Subject, Journey> journeys = new HashMap<>();
    private final Map<Cut, CutWindows> cuts = new HashMap<>();
    private final RowHistory history = new RowHistory();
    private final Map<Window, SortedMap<Long, Long>> events = new EnumMap<>(Window.class);
    private final Post post = new Post();
    private long boundaryMs = Long.MIN_VALUE;
    private long counted;

    public House(KpiCatalog catalog, List<Window> windows) {
        this(catalog, new Rules(Duration.ofDays(2), Duration.ofDays(7), windows));
    }

    private House(KpiCatalog catalog, Rules rules) {
        this.rules = rules;
        this.kpis = new KpiCalculator(catalog);
        this.contributions = new Contributions(partials, rules.windows());
    }

    /** A house in which journeys tell each other of links. */
    static House followingLinks(KpiCatalog catalog, List<Window> windows) {
        return new House(catalog, new Rules(Duration.ofDays(2), Duration.ofDays(7), windows, true));
    }

    /** Adds an event to its journey, and what that contributes to the panes. */
    public Outcome add(Event event) {
        return journey(event.subject()).add(event, rules, contributions, from(event.subject()));
    }

    private Journey journey(Subject subject) {
        return journeys.computeIfAbsent(subject, Journey::new);
    }

    private JourneyListener from(Subject sender) {
        return new JourneyListener() {
            @Override
            public void counted(Event fact, int change) {
                counted += change;
            }

            @Override
            public void told(Transfer transfer) {
                post.send(sender, transfer);
            }
        };
    }

    /**
     * Delivers one transfer, of whichever sender; each sender's arrive in the order they were sent.
     */
    boolean deliverOne(Random random) {
        return post.deliver(
                random,
                transfer ->
                        journey(transfer.to())
                                .take(
                                        transfer,
                                        boundaryMs,
                                        rules,
                                        contributions,
                                        from(transfer.to())));
    }

    /** Delivers all transfers, also those that follow from them. */
    House deliverAll(Random random) {
        while (deliverOne(random)) {
            // until nobody has anything to tell
        }
        return this;
    }

    public House addAll(Collection<Event> all) {
        all.forEach(this::add);
        return this;
    }

    /** Merges the partials into the panes, as a commit does. */
    public House commit() {
        partials.drain((cut, slots) -> windowsOf(cut).add(slots));
        return this;
    }

    /**
     * Publishes every row that ends at or before the instant, with the corrections of what is late.
     */
    public House publishTo(long watermarkMs) {
        commit();
        cuts.forEach(
                (cut, windows) ->
                        windows.windows()
                                .forEach(
                                        rolling -> {
                                            Listener listener = new Listener(cut, rolling.window());
                                            rolling.restate(listener);
                                            rolling.publishTo(
                                                    rolling.window().lastEnded(watermarkMs),
                                                    listener);
                                        }));
        return this;
    }

    /**
     * Folds every journey and settles every pane before the instant, through the stored form of
     * both.
     */
    public House settleTo(long settledToMs) {
        boundaryMs = settledToMs;
        journeys.replaceAll(
                (subject, journey) -> {
                    journey.fold(boundaryMs, rules, contributions);
                    return JourneyCodec.decode(subject, JourneyCodec.encode(journey), new Names());
                });
        cuts.values()
                .forEach(
                        windows ->
                                windows.windows()
                                        .forEach(
                                                rolling ->
                                                        rolling.settleTo(
                                                                rolling.window()
                                                                        .lastEnded(boundaryMs))));
        return this;
    }

    public long counted() {
        return counted;
    }

    /** All rows as lines of a file, settled, in the file's order. */
    public List<String> lines() {
        publishTo(Long.MAX_VALUE);
        Map<Window, CountedRange> ranges = new EnumMap<>(Window.class);
        events.forEach(
                (window, ends) ->
                        CountedRange.of(window, ends)
                                .ifPresent(range -> ranges.put(window, range)));
        return history.lines(ranges)
                .map(RowLine::settled)
                .sorted(CsvRows.ORDER)
                .map(CsvRows::line)
                .toList();
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

    private final class Listener implements RowListener {
        private final Cut cut;
        private final Window window;

        Listener(Cut cut, Window window) {
            this.cut = cut;
            this.window = window;
        }

        @Override
        public void row(Row row, int revision, Map<String, Double> restated) {
            history.put(cut, window, row.endMs(), Stage.FINAL, revision, row.kpis());
            if (cut.equals(Cut.TOTAL)) {
                events.computeIfAbsent(window, w -> new TreeMap<>())
                        .put(row.endMs(), row.totals().get(MeasureCode.of(Measure.COUNTED)));
            }
        }

        @Override
        public void withdrawn(long endMs) {
            history.remove(cut, window, endMs);
            if (cut.equals(Cut.TOTAL)) {
                events.getOrDefault(window, new TreeMap<>()).remove(endMs);
            }
        }
    }
}
