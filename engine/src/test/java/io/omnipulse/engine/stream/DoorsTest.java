package io.omnipulse.engine.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes the doors, and to which partitions. */
class DoorsTest {
    private static final Mark MARK = new Mark(1, 1000, Map.of(new Source("web-events", 1), 1500L));
    private static final Cut SPRING = new Cut("spring", "web");

    @Test
    void a_moved_record_goes_home_and_nowhere_else() {
        // When
        Optional<Set<Integer>> partitions =
                Doors.bySubject()
                        .partitions("t", null, new BySubject.Moved(3, envelope(null, null)), 4);
        // Then
        assertThat(partitions).contains(Set.of(3));
    }

    @Test
    void a_mark_goes_to_all_partitions_of_both_doors() {
        // When
        Optional<Set<Integer>> bySubject =
                Doors.bySubject().partitions("t", null, new BySubject.Marking(1, MARK), 4);
        Optional<Set<Integer>> byCut =
                Doors.byCut().partitions("t", null, new ByCut.Marking(MARK), 3);
        // Then
        assertThat(bySubject).contains(Set.of(0, 1, 2, 3));
        assertThat(byCut).contains(Set.of(0, 1, 2));
    }

    @Test
    void partials_of_one_cut_go_to_one_partition_and_cuts_are_spread() {
        // Given
        Set<Integer> used = new HashSet<>();
        // When
        for (int i = 0; i < 100; i++) {
            ByCut partial = new ByCut.Partial(new Cut("campaign-" + i, "web"), Map.of());
            Set<Integer> once = Doors.byCut().partitions("t", null, partial, 8).orElseThrow();
            Set<Integer> again = Doors.byCut().partitions("t", null, partial, 8).orElseThrow();
            assertThat(once).hasSize(1).isEqualTo(again);
            used.addAll(once);
        }
        // Then
        assertThat(used).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void the_ledger_goes_where_the_roll_up_over_everything_is() {
        // Given
        ByCut total = new ByCut.Partial(Cut.TOTAL, Map.of());
        // When
        Optional<Set<Integer>> ledger =
                Doors.byCut().partitions("t", null, new ByCut.LedgerPartial(Map.of()), 8);
        // Then
        assertThat(ledger).isEqualTo(Doors.byCut().partitions("t", null, total, 8));
    }

    @Test
    void what_is_watched_goes_where_the_roll_up_over_everything_is() {
        // Given
        ByCut total = new ByCut.Partial(Cut.TOTAL, Map.of());
        // When
        Optional<Set<Integer>> watched =
                Doors.byCut().partitions("t", null, new ByCut.Watched(List.of()), 8);
        // Then
        assertThat(watched).isEqualTo(Doors.byCut().partitions("t", null, total, 8));
    }

    @Test
    void rows_stay_in_the_partition_of_their_panes() {
        // When
        Optional<Set<Integer>> same =
                Doors.published().partitions("t", null, new Published(5, null), 8);
        Optional<Set<Integer>> fewer =
                Doors.published().partitions("t", null, new Published(5, null), 3);
        // Then
        assertThat(same).contains(Set.of(5));
        assertThat(fewer).contains(Set.of(2));
    }

    @Test
    void a_moved_record_arrives_as_it_was_read() {
        // Given
        byte[] key = "c-1".getBytes(UTF_8);
        byte[] value = {0, 1, -1, 127, -128};
        Envelope sent = envelope(key, value);
        sent.headers().add("trace", new byte[] {7}).add("trace", null).add("", new byte[0]);
        byte[] bytes = Doors.bySubjectSerializer().serialize("t", new BySubject.Moved(3, sent));
        // When
        BySubject.Moved read = (BySubject.Moved) BySubject.decode(bytes);
        // Then
        assertThat(read.home()).isEqualTo(3);
        assertThat(read.envelope()).usingRecursiveComparison().isEqualTo(sent);
        assertThat(read.envelope().headers()).isEqualTo(sent.headers());
    }

    @Test
    void a_moved_record_without_key_value_or_headers_arrives_so() {
        // Given
        byte[] bytes =
                Doors.bySubjectSerializer()
                        .serialize("t", new BySubject.Moved(0, envelope(null, null)));
        // When
        BySubject.Moved read = (BySubject.Moved) BySubject.decode(bytes);
        // Then
        assertThat(read.envelope().key()).isNull();
        assertThat(read.envelope().value()).isNull();
        assertThat(read.envelope().headers()).isEmpty();
    }

    @ParameterizedTest(name = "watermark {0}")
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_772_445_600_000L, Long.MAX_VALUE})
    void marks_arrive_as_they_were_sent(long watermarkMs) {
        // Given
        Mark mark =
                new Mark(
                        7,
                        watermarkMs,
                        Map.of(
                                new Source("web-events", 7),
                                watermarkMs,
                                new Source("pos-sales", 7),
                                5L));
        // When
        BySubject bySubject = BySubject.decode(BySubject.encode(new BySubject.Marking(1, mark)));
        ByCut byCut = ByCut.decode(Doors.byCutSerializer().serialize("t", new ByCut.Marking(mark)));
        // Then
        assertThat(bySubject).isEqualTo(new BySubject.Marking(1, mark));
        assertThat(byCut).isEqualTo(new ByCut.Marking(mark));
    }

    @Test
    void partials_arrive_as_they_were_sent() {
        // Given
        Map<Slot, Measures> slots = new HashMap<>();
        for (Window window : Window.values()) {
            slots.put(new Slot(window, -window.ordinal()), one(Measure.CUSTOMERS));
        }
        slots.put(new Slot(null, 177_245_000), one(Measure.ORDERS));
        ByCut sent = new ByCut.Partial(SPRING, slots);
        // When
        ByCut read = ByCut.decode(Doors.byCutSerializer().serialize("t", sent));
        // Then
        assertThat(read).isEqualTo(sent);
    }

    @Test
    void a_cut_that_stands_for_itself_in_both_dimensions_arrives_so() {
        // Given
        ByCut sent =
                new ByCut.Partial(
                        Cut.TOTAL,
                        Map.of(new Slot(null, 0), one(Measure.EVENTS))); // one text, twice
        // When
        ByCut read = ByCut.decode(ByCut.encode(sent));
        // Then
        assertThat(read).isEqualTo(sent);
    }

    @Test
    void the_ledger_arrives_as_it_was_sent() {
        // Given
        ByCut sent =
                new ByCut.LedgerPartial(
                        Map.of(
                                LedgerEntry.counted("web-events"),
                                5L,
                                LedgerEntry.duplicate("web-events"),
                                -5L));
        // When
        ByCut read = ByCut.decode(ByCut.encode(sent));
        // Then
        assertThat(read).isEqualTo(sent);
    }

    @Test
    void a_record_of_another_format_or_kind_is_refused_by_the_name_of_the_door() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BySubject.decode(new byte[] {9, 1}))
                .withMessageContaining("by-subject has format 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByCut.decode(new byte[] {9, 1}))
                .withMessageContaining("by-cut has format 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BySubject.decode(new byte[] {2, 7}))
                .withMessageContaining("unknown tag 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByCut.decode(new byte[] {1, 7}))
                .withMessageContaining("unknown tag 7");
    }

    @Test
    void a_withdrawn_row_is_a_tombstone() {
        // Given
        Serializer<Object> rows =
                Published.serializer(
                        (topic, row) -> {
                            throw new AssertionError("there is no row");
                        });
        // When
        byte[] bytes = rows.serialize("kpi-history", new Published(0, null));
        // Then
        assertThat(bytes).isNull();
    }

    @Test
    void keys_of_rows_are_json_whatever_the_names() {
        // Given
        Cut odd = new Cut("\"spring\" \\ sale", "web");
        // When
        String value = KpiKeys.value(odd, Window.M5);
        String history = KpiKeys.history(SPRING, Window.D30, 1_772_445_600_000L);
        // Then
        assertThat(value).isEqualTo("[\"5m\",\"\\\"spring\\\" \\\\ sale\",\"web\"]");
        assertThat(history).isEqualTo("[\"30d\",\"spring\",\"web\",1772445600000]");
        assertThat(KpiKeys.heartbeat(3)).isEqualTo("[\"heartbeat\",3]");
        assertThat(KpiKeys.ledger(LedgerEntry.tooLate("web-events")))
                .isEqualTo("[\"total\",\"*\",\"*\",\"outcome=too_late\",\"topic=web-events\"]");
    }

    private static Envelope envelope(byte @Nullable [] key, byte @Nullable [] value) {
        return new Envelope(
                "web-events", 1, 42, 1_772_445_600_000L, key, value, new RecordHeaders());
    }

    private static Measures one(Measure measure) {
        Measures one = new Measures();
        one.add(MeasureCode.of(measure), 1);
        return one;
    }
}
