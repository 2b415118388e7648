package io.omnipulse.engine.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.alert.Counts;
import io.omnipulse.engine.core.alert.Minute;
import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.kpi.SmallCatalog;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.pane.PaneCodec;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * The bytes of everything that is stored or passes a door. A change here is a change of format:
 * state that is stored, and instances of the version before, do not know it.
 */
class StateCodecsGoldenTest {
    private static final Subject SUBJECT = new Subject(Subject.Kind.CUSTOMER, "c-1");
    private static final Mark MARK =
            new Mark(
                    2,
                    Facts.ms("10:00"),
                    Map.of(
                            new Source("web-events", 2), Facts.ms("10:01"),
                            new Source("pos-sales", 2), Long.MIN_VALUE,
                            new Source("survey-answers", 2), Long.MAX_VALUE));
    private static final StreamSettings SETTINGS = SampleSettings.settings();

    @Test
    void a_journey_with_a_folded_past_and_with_facts() {
        // When
        byte[] bytes = JourneyCodec.encode(journey());
        // Then
        Golden.check("journey.hex", bytes);
    }

    @Test
    void a_stored_journey_is_still_read() {
        // Given
        byte[] stored = Golden.bytes("journey.hex");
        // When
        Journey read = JourneyCodec.decode(SUBJECT, stored, new Names());
        // Then
        assertThat(read.facts()).isEqualTo(journey().facts());
        assertThat(JourneyCodec.encode(read)).isEqualTo(stored);
    }

    @Test
    void a_pane_with_a_change_and_a_late_one() {
        // When
        byte[] bytes = PaneCodec.encodePane(change(), late());
        // Then
        Golden.check("pane.hex", bytes);
    }

    @Test
    void the_header_of_a_window() {
        // Given
        Presence presence =
                new Presence(
                        List.of("orders", "revenue_eur"),
                        List.of(MeasureCode.currencyCode("EUR"), MeasureCode.currencyCode("GBP")));
        // When
        byte[] bytes =
                PaneCodec.encodeHeader(
                        29_540_000,
                        change(),
                        presence,
                        new TreeMap<>(Map.of(29_540_001L, 1, 29_540_070L, 12)));
        // Then
        Golden.check("header.hex", bytes);
    }

    @Test
    void a_partial_on_its_way_to_its_cut() {
        // Given
        Map<Slot, Measures> slots = new LinkedHashMap<>();
        slots.put(new Slot(null, 177_245_000), change());
        slots.put(new Slot(Window.D90, 20_514), late());
        // When
        byte[] bytes = ByCut.encode(new ByCut.Partial(new Cut("spring", "web"), slots));
        // Then
        Golden.check("by-cut-partial.hex", bytes);
        assertThat(ByCut.decode(Golden.bytes("by-cut-partial.hex")))
                .isEqualTo(new ByCut.Partial(new Cut("spring", "web"), slots));
    }

    @Test
    void a_ledger_on_its_way_to_its_cut() {
        // Given
        ByCut ledger = new ByCut.LedgerPartial(ledger());
        // When
        byte[] bytes = ByCut.encode(ledger);
        // Then
        Golden.check("by-cut-ledger.hex", bytes);
        assertThat(ByCut.decode(Golden.bytes("by-cut-ledger.hex"))).isEqualTo(ledger);
    }

    @Test
    void what_a_visitor_hands_over_on_its_way_to_its_customer() {
        // Given
        BySubject told =
                new BySubject.Told(
                        3,
                        new Transfer.Handover(
                                SUBJECT,
                                "v-1",
                                Facts.ms("10:01"),
                                true,
                                List.of(
                                        Facts.web("e-1", "10:00", Action.CLICK)
                                                .campaign("spring")
                                                .of(Subject.Kind.VISITOR, "v-1")
                                                .event())));
        // When
        byte[] bytes = BySubject.encode(told);
        // Then
        Golden.check("by-subject-told.hex", bytes);
        assertThat(BySubject.decode(Golden.bytes("by-subject-told.hex"))).isEqualTo(told);
    }

    @Test
    void what_is_watched_on_its_way_to_the_room_of_the_whole() {
        // Given
        Minute minute =
                Minute.of(
                        29_540_000,
                        new Counts(12, -1),
                        Map.of(
                                new Cut("spring", "web"), new Counts(7, 0),
                                new Cut("none", "web"), new Counts(5, -1)));
        ByCut watched = new ByCut.Watched(List.of(minute));
        // When
        byte[] bytes = ByCut.encode(watched);
        // Then
        Golden.check("by-cut-watched.hex", bytes);
        assertThat(ByCut.decode(Golden.bytes("by-cut-watched.hex"))).isEqualTo(watched);
    }

    @Test
    void a_mark_in_both_doors() {
        // When
        byte[] byCut = ByCut.encode(new ByCut.Marking(MARK));
        byte[] bySubject = BySubject.encode(new BySubject.Marking(1, MARK));
        // Then
        Golden.check("by-cut-mark.hex", byCut);
        Golden.check("by-subject-mark.hex", bySubject);
        assertThat(ByCut.decode(Golden.bytes("by-cut-mark.hex")))
                .isEqualTo(new ByCut.Marking(MARK));
        assertThat(BySubject.decode(Golden.bytes("by-subject-mark.hex")))
                .isEqualTo(new BySubject.Marking(1, MARK));
    }

    @Test
    void a_record_on_its_way_to_its_home() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "7".getBytes(UTF_8)).add("empty", new byte[0]).add("absent", null);
        Envelope envelope =
                new Envelope(
                        "web-events",
                        1,
                        123_456_789_012L,
                        Facts.ms("10:00"),
                        "c-1".getBytes(UTF_8),
                        new byte[] {0, 0, 0, 0, 1, -128},
                        headers);
        // When
        byte[] bytes = BySubject.encode(new BySubject.Moved(3, envelope));
        // Then
        Golden.check("by-subject-moved.hex", bytes);
    }

    @Test
    void the_watch_and_a_minute_that_is_not_final_with_their_keys() {
        // Given
        KeyValueStore<Bytes, byte[]> store = memory();
        WatchRoom room = WatchRoom.open(store, SETTINGS).orElseThrow();
        Counts counts = new Counts(7, 1);
        Map<Cut, Counts> leaves = Map.of(new Cut("spring", "web"), counts);
        room.add(
                new ByCut.Watched(
                        List.of(
                                Minute.of(29_540_000, counts, leaves),
                                Minute.of(29_540_001, counts, leaves))));
        room.advance(29_540_001 * Minute.MS, alert -> {});
        // When
        room.store();
        // Then
        Golden.check("watch-store.txt", text(store));
    }

    @Test
    void the_store_of_the_journeys_with_its_keys() {
        // Given
        KeyValueStore<Bytes, byte[]> store = memory();
        JourneyShelf shelf = new JourneyShelf(store, journey -> {});
        for (Subject.Kind kind : Subject.Kind.values()) {
            Subject subject =
                    kind == Subject.Kind.NATURAL
                            ? Subject.natural(EventType.SALE, "lyon", "r-1")
                            : new Subject(kind, "7");
            shelf.take(subject);
            shelf.changed();
        }
        JourneyProgress progress =
                new JourneyProgress(
                        store, SETTINGS, SampleSettings.NOTHING_AT_END, 2, Facts.ms("10:00"));
        progress.read(
                new Inbound.MovedAway(
                        new Source("web-events", 2), OptionalLong.of(Facts.ms("09:59"))),
                Facts.ms("10:00"));
        progress.take(
                1,
                new Mark(
                        0,
                        Facts.ms("09:58"),
                        Map.of(new Source("web-events", 0), Facts.ms("09:58:30"))),
                0);
        // When
        shelf.putChanges();
        progress.store();
        // Then
        Golden.check("journeys-store.txt", text(store));
    }

    @Test
    void the_store_of_the_panes_with_its_keys() {
        // Given
        KeyValueStore<Bytes, byte[]> store = memory();
        KpiCalculator kpis = new KpiCalculator(SmallCatalog.of());
        PaneRoom room = new PaneRoom(SETTINGS, kpis, Facts.ms("10:00"));
        room.add(
                new Cut("spring", "web"),
                Map.of(new Slot(null, Window.M5.paneOf(Facts.ms("09:00"))), change()));
        room.add(
                Cut.TOTAL,
                Map.of(new Slot(Window.H1, Window.H1.paneOf(Facts.ms("10:30"))), late()));
        room.restate(100, new NoRows());
        PaneShelf shelf = new PaneShelf(store);
        PaneProgress progress = new PaneProgress(store, 2);
        progress.take(
                new Mark(
                        1,
                        Facts.ms("10:01"),
                        Map.of(new Source("web-events", 1), Facts.ms("10:02"))));
        progress.count(ledger());
        progress.publishedTo(room.finalToMs());
        // When
        room.takeChangesToStore().forEach(shelf::put);
        progress.store();
        // Then
        Golden.check("panes-store.txt", text(store));
    }

    private static Journey journey() {
        Rules rules = new Rules(Duration.ofDays(2), Duration.ofDays(7), List.of(Window.values()));
        Contributions contributions = new Contributions(new Partials(), rules.windows());
        Journey journey = new Journey(new Subject(Subject.Kind.CUSTOMER, "c-1"));
        List.of(
                        Facts.web(
                                        "0190f5a0-0000-7000-8000-000000000001",
                                        "10:00",
                                        Action.IMPRESSION)
                                .campaign("spring"),
                        Facts.web("e-2", "10:01", Action.CLICK)
                                .campaign("spring")
                                .session("s-1")
                                .engaged(4_000),
                        Facts.web("e-3", "10:02", Action.PAGE_VIEW),
                        Facts.purchase("e-4", "10:03", "o-1").session("s-1"),
                        Facts.sale("e-5", "10:04", "r-1"),
                        Facts.answer("e-6", "10:05", Action.NPS, 9),
                        Facts.answer("e-7", "10:06", Action.CSAT, 4),
                        Facts.web("0190f5a0-0000-7000-8000-000000000002", "10:30", Action.SEARCH)
                                .channel("app"),
                        Facts.returned("e-9", "10:31", "r-1").campaign("coupon"),
                        Facts.other(EventType.STOCK_MOVEMENT, "e-10", "10:32").channel(null))
                .forEach(
                        facts ->
                                journey.add(
                                        facts.event(), rules, contributions, (fact, change) -> {}));
        journey.fold(Facts.ms("10:30"), rules, contributions);
        return journey;
    }

    private static Measures change() {
        Measures change = new Measures();
        change.add(MeasureCode.of(Measure.EVENTS), 3);
        change.add(MeasureCode.of(Measure.REVENUE, "EUR"), -123_456);
        change.add(MeasureCode.of(Measure.CURRENCY_RETURNS, "EUR"), 1);
        return change;
    }

    private static Measures late() {
        Measures late = new Measures();
        late.add(MeasureCode.of(Measure.CUSTOMERS), -1);
        late.add(MeasureCode.of(Measure.CSAT_SATISFIED), 1);
        return late;
    }

    private static Map<LedgerEntry, Long> ledger() {
        return Map.of(
                LedgerEntry.counted("web-events"), 1_000_000L,
                LedgerEntry.duplicate("web-events"), -1L,
                LedgerEntry.tooLate("pos-sales"), 7L,
                LedgerEntry.rejected("pos-sales", Reason.BAD_TIME), 2L);
    }

    private static KeyValueStore<Bytes, byte[]> memory() {
        return Stores.inMemoryKeyValueStore("memory").get();
    }

    private static String text(KeyValueStore<Bytes, byte[]> store) {
        StringBuilder text = new StringBuilder();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(
                    entry ->
                            text.append(HexFormat.of().formatHex(entry.key.get()))
                                    .append(" = ")
                                    .append(HexFormat.of().formatHex(entry.value))
                                    .append('\n'));
        }
        return text.toString();
    }
}
