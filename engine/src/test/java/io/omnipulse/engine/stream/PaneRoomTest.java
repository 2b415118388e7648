package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.BorderTimes;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.house.House;
import io.omnipulse.engine.house.PublishedRows;
import io.omnipulse.engine.house.SameRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The diary of the room of the panes: what is published when, what a restart finds, and that what
 * is settled stays.
 */
class PaneRoomTest {
    private static final StreamSettings SETTINGS = SampleSettings.settings();
    private static final long HORIZON_MS = SETTINGS.horizon().toMillis();
    private static final int MANY = 1_000;
    private static final Cut SPRING = new Cut("spring", "web");

    private final KpiCalculator kpis = new KpiCalculator(CatalogReader.shipped());
    private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("panes").get();
    private final Sink sink = new Sink();
    private PaneRoom room = new PaneRoom(SETTINGS, kpis, Watermarks.UNKNOWN);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void whenever_it_publishes_corrects_settles_and_restarts_the_rows_end_up_the_same(long seed) {
        // Given
        List<Event> events = BorderTimes.events(seed, 120, 3);
        Random random = new Random(seed);
        Partials partials = new Partials();
        Contributions contributions = new Contributions(partials, SETTINGS.windows());
        Map<Subject, Journey> journeys = new HashMap<>();
        // When
        for (Arriving arriving : lateByUpToTheHorizon(events, random)) {
            journeys.computeIfAbsent(arriving.event().subject(), Journey::new)
                    .add(arriving.event(), SETTINGS.rules(), contributions, (fact, change) -> {});
            if (random.nextInt(3) == 0) {
                partials.drain(room::add);
                long watermarkMs = arriving.atMs() - random.nextInt(100_000);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        if (room.restate(1 + random.nextInt(20), sink)) {
                            room.settle(watermarkMs);
                            sink.settledToMs = Math.max(sink.settledToMs, watermarkMs - HORIZON_MS);
                        }
                    }
                    case 1 -> room.publishPresent(arriving.atMs(), sink);
                    default -> {}
                }
                room.publishFinal(watermarkMs, 1 + random.nextInt(20), sink);
                if (random.nextInt(4) == 0) {
                    restart();
                }
            }
        }
        partials.drain(room::add);
        room.restate(MANY, sink);
        while (!room.publishFinal(Watermarks.ENDED, 1 + random.nextInt(20), sink)) {
            room.publishPresent(0, sink);
        }
        // Then
        SameRows.check(
                sink.rows.lines(),
                new House(CatalogReader.shipped(), SETTINGS.windows()).addAll(events).lines());
    }

    private record Arriving(long atMs, Event event) {}

    private static List<Arriving> lateByUpToTheHorizon(List<Event> events, Random random) {
        List<Arriving> arriving = new ArrayList<>();
        for (Event event : events) {
            long lateMs =
                    random.nextBoolean() ? random.nextLong(60_000) : random.nextLong(HORIZON_MS);
            arriving.add(new Arriving(event.occurredAtMs() + lateMs, event));
        }
        arriving.sort(Comparator.comparingLong(Arriving::atMs));
        return arriving;
    }

    private void restart() {
        PaneShelf shelf = new PaneShelf(store);
        room.takeChangesToStore().forEach(shelf::put);
        room = new PaneRoom(SETTINGS, kpis, room.finalToMs());
        shelf.load(room, kpis);
    }

    @Test
    void a_row_is_final_when_the_watermark_is_past_its_end_by_the_finality() {
        // Given
        room.add(
                SPRING,
                Map.of(
                        new Slot(Window.H1, Window.H1.paneOf(Facts.ms("10:00"))),
                        one(Measure.CUSTOMERS)));
        room.publishFinal(Facts.ms("10:01:59.999"), MANY, sink);
        int before = sink.published;
        // When
        room.publishFinal(Facts.ms("10:02"), MANY, sink);
        // Then
        assertThat(before).isZero();
        assertThat(sink.published).isOne();
    }

    @Test
    void while_the_watermark_is_unknown_nothing_is_final() {
        // Given
        room.add(SPRING, Map.of(new Slot(Window.H1, 5), one(Measure.CUSTOMERS)));
        // When
        room.publishFinal(Watermarks.UNKNOWN, MANY, sink);
        // Then
        assertThat(sink.published).isZero();
        assertThat(room.finalToMs()).isEqualTo(Watermarks.UNKNOWN);
    }

    @Test
    void a_watermark_that_stands_still_publishes_nothing_twice() {
        // Given
        room.add(SPRING, Map.of(new Slot(Window.H1, 5), one(Measure.CUSTOMERS)));
        room.publishFinal(Facts.ms("10:00"), MANY, sink);
        // When
        room.publishFinal(Facts.ms("10:00"), MANY, sink);
        room.publishFinal(Facts.ms("09:00"), MANY, sink);
        // Then
        assertThat(sink.published).isOne();
        assertThat(room.finalToMs()).isEqualTo(Facts.ms("09:59"));
    }

    @Test
    void rows_that_do_not_fit_into_a_commit_follow_in_the_next_the_earliest_first() {
        // Given
        for (String end : List.of("10:00", "10:01", "10:02")) {
            room.add(
                    SPRING,
                    Map.of(
                            new Slot(Window.H1, Window.H1.paneOf(Facts.ms(end))),
                            one(Measure.CUSTOMERS)));
        }
        // When
        boolean all = room.publishFinal(Facts.ms("12:00"), 2, sink);
        int atOnce = sink.published;
        long finalToMs = room.finalToMs();
        boolean allThen = room.publishFinal(Facts.ms("12:00"), 2, sink);
        // Then
        assertThat(all).isFalse();
        assertThat(atOnce).isEqualTo(2);
        assertThat(finalToMs).isEqualTo(Facts.ms("10:02"));
        assertThat(allThen).isTrue();
        assertThat(sink.published).isEqualTo(3);
        assertThat(room.finalToMs()).isEqualTo(Facts.ms("11:59"));
    }

    @Test
    void a_cut_first_heard_of_behind_the_published_end_is_written_as_a_correction() {
        // Given
        room.publishFinal(Facts.ms("12:00"), MANY, sink);
        room.add(
                SPRING,
                Map.of(
                        new Slot(Window.H1, Window.H1.paneOf(Facts.ms("10:00"))),
                        one(Measure.CUSTOMERS)));
        boolean late = room.hasLate();
        // When
        room.restate(MANY, sink);
        // Then
        assertThat(late).isTrue();
        assertThat(room.hasLate()).isFalse();
        assertThat(sink.revisions).containsValue(1);
    }

    @Test
    void the_present_row_is_for_the_first_end_after_now_and_is_not_repeated() {
        // Given
        room.add(
                SPRING,
                Map.of(new Slot(null, Window.M5.paneOf(Facts.ms("10:00"))), one(Measure.EVENTS)));
        room.publishPresent(Facts.ms("10:00:05"), sink);
        Row first = sink.present(Window.M5);
        int shown = sink.shown;
        // When
        room.publishPresent(Facts.ms("10:00:06"), sink);
        // Then
        assertThat(first.endMs()).isEqualTo(Facts.ms("10:00:10"));
        assertThat(sink.shown).isEqualTo(shown);
    }

    @Test
    void the_present_row_decays_when_the_clock_gets_there_though_nothing_comes() {
        // Given
        room.add(
                SPRING,
                Map.of(
                        new Slot(null, Window.M5.paneOf(Facts.ms("10:00"))),
                        one(Measure.INTERACTIONS)));
        room.add(
                SPRING,
                Map.of(new Slot(null, Window.M5.paneOf(Facts.ms("10:00"))), one(Measure.EVENTS)));
        room.publishPresent(Facts.ms("10:00:05"), sink);
        // When
        room.publishPresent(Facts.ms("10:04:59.999"), sink);
        Row held = sink.present(Window.M5);
        room.publishPresent(Facts.ms("10:05"), sink);
        Row gone = sink.present(Window.M5);
        // Then
        assertThat(held.totals().get(MeasureCode.of(Measure.INTERACTIONS))).isOne();
        assertThat(gone.totals().isEmpty()).isTrue();
        assertThat(gone.kpis()).isNotEmpty();
    }

    @Test
    void after_a_restart_the_present_rows_are_shown_again_and_the_final_ones_not() {
        // Given
        room.add(
                SPRING,
                Map.of(new Slot(null, Window.M5.paneOf(Facts.ms("10:00"))), one(Measure.EVENTS)));
        room.publishFinal(Facts.ms("10:02"), MANY, sink);
        room.publishPresent(Facts.ms("10:02"), sink);
        int published = sink.published;
        sink.presentRows.clear();
        // When
        restart();
        room.publishFinal(Facts.ms("10:02"), MANY, sink);
        room.publishPresent(Facts.ms("10:02"), sink);
        // Then
        assertThat(sink.published).isEqualTo(published);
        assertThat(sink.present(Window.M5).totals()).hasToString("{events=1}");
    }

    private static Measures one(Measure measure) {
        Measures one = new Measures();
        one.add(MeasureCode.of(measure), 1);
        return one;
    }

    /**
     * Takes rows as readers of the topics do, and minds that numbers of revisions grow and that
     * settled rows stay.
     */
    private static final class Sink implements PaneRoom.RowSink {
        private final PublishedRows rows = new PublishedRows();
        private final Map<List<Object>, Integer> revisions = new HashMap<>();
        private final Map<Window, Row> presentRows = new HashMap<>();
        private long settledToMs = Long.MIN_VALUE;
        private int published;
        private int shown;

        @Override
        public void present(Cut cut, Row row) {
            presentRows.put(row.window(), row);
            shown++;
        }

        Row present(Window window) {
            Row row = presentRows.get(window);
            if (row == null) {
                throw new AssertionError("no present row of " + window.label());
            }
            return row;
        }

        @Override
        public void published(Cut cut, Row row, int revision, Map<String, Double> restated) {
            published++;
            rows.put(cut, row, revision);
            Integer before = revisions.put(List.of(cut, row.window(), row.endMs()), revision);
            if (before != null) {
                assertThat(revision)
                        .as("revision of %s at %s", cut, row.endMs())
                        .isGreaterThan(before);
            }
            if (revision > 0) {
                assertThat(row.endMs())
                        .as("a settled row was written anew")
                        .isGreaterThan(settledToMs);
            }
        }

        @Override
        public void withdrawn(Cut cut, Window window, long endMs) {
            rows.remove(cut, window, endMs);
            assertThat(endMs).as("a settled row was withdrawn").isGreaterThan(settledToMs);
        }
    }
}
