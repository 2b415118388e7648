package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.alert.Alert;
import io.omnipulse.engine.core.alert.AlertRule;
import io.omnipulse.engine.core.alert.Counts;
import io.omnipulse.engine.core.alert.Minute;
import io.omnipulse.engine.core.alert.WatchStatus;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From partials to alerts: each minute once, in order, whatever happens on the way. */
class WatchRoomTest {
    private static final StreamSettings SETTINGS = SampleSettings.settings();
    private static final Cut SPRING = new Cut("spring", "web");
    private static final long START = 29_459_520L;
    private static final int DAY = 1440;

    private final List<Alert> alerts = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void restarts_late_amounts_and_uneven_steps_change_no_alert(long seed) {
        // Given
        List<Alert> expected = new Run(seed, false).alerts;
        // When
        List<Alert> disturbed = new Run(seed, true).alerts;
        // Then
        assertThat(expected).extracting(Alert::rule).contains(AlertRule.OUTAGE);
        assertThat(disturbed).isEqualTo(expected);
    }

    /** Two days as usual, half an hour without orders, and some hours more. */
    private static final class Run {
        private final KeyValueStore<Bytes, byte[]> store = memory();
        private final List<Alert> alerts = new ArrayList<>();

        Run(long seed, boolean disturbed) {
            Random random = new Random(seed);
            WatchRoom room = WatchRoom.open(store, SETTINGS).orElseThrow();
            long finalToMs = START * Minute.MS;
            for (int i = 0; i < 2 * DAY + 300; i++) {
                boolean outage = i >= 2 * DAY && i < 2 * DAY + 30;
                for (Minute part : parts(START + i, outage, disturbed)) {
                    room.add(new ByCut.Watched(List.of(part)));
                }
                boolean pause = disturbed && random.nextInt(3) == 0;
                if (!pause) {
                    finalToMs = (START + i) * Minute.MS + random.nextInt(60_000);
                    room.advance(finalToMs, alerts::add);
                }
                if (disturbed && i > 100 && random.nextInt(5) == 0) {
                    room.add(new ByCut.Watched(List.of(part(START + i - 30, 500, 500))));
                }
                if (disturbed && random.nextInt(50) == 0) {
                    room.store();
                    room = WatchRoom.open(store, SETTINGS).orElseThrow();
                }
            }
            room.advance((START + 2 * DAY + 300) * Minute.MS, alerts::add);
        }

        private static List<Minute> parts(long minute, boolean outage, boolean split) {
            long orders = outage ? 0 : 6;
            return split
                    ? List.of(part(minute, 150, orders), part(minute, 60, 1), part(minute, -10, -1))
                    : List.of(part(minute, 200, orders));
        }
    }

    private static Minute part(long minute, long starts, long orders) {
        Counts counts = new Counts(starts, orders);
        return Minute.of(minute, counts, Map.of(SPRING, counts));
    }

    private static KeyValueStore<Bytes, byte[]> memory() {
        return Stores.inMemoryKeyValueStore("panes").get();
    }

    @Test
    void a_minute_is_handed_over_when_all_of_it_is_final_and_then_forgotten() {
        // Given
        KeyValueStore<Bytes, byte[]> store = memory();
        WatchRoom room = WatchRoom.open(store, SETTINGS).orElseThrow();
        room.add(new ByCut.Watched(List.of(part(START, 1, 0))));
        room.store();
        boolean early = room.advance((START + 1) * Minute.MS - 1, alerts::add);
        int waiting = size(store);
        // When
        boolean advanced = room.advance((START + 1) * Minute.MS, alerts::add);
        room.store();
        // Then
        assertThat(early).isFalse();
        assertThat(waiting).isOne();
        assertThat(advanced).isTrue();
        assertThat(size(store)).isOne(); // the watch itself
        assertThat(room.status())
                .get()
                .extracting(WatchStatus::state)
                .isEqualTo(WatchStatus.State.LEARNING);
    }

    @Test
    void while_the_watermark_is_unknown_nothing_is_handed_over() {
        // Given
        WatchRoom room = WatchRoom.open(memory(), SETTINGS).orElseThrow();
        room.add(new ByCut.Watched(List.of(part(START, 1, 0))));
        // When
        boolean advanced = room.advance(Watermarks.UNKNOWN, alerts::add);
        // Then
        assertThat(advanced).isFalse();
        assertThat(room.status()).isEmpty();
    }

    @Test
    void a_run_over_the_past_and_a_watch_that_is_off_have_no_watch() {
        // Given
        KeyValueStore<Bytes, byte[]> store = memory();
        WatchRoom room = WatchRoom.open(store, SETTINGS).orElseThrow();
        room.add(new ByCut.Watched(List.of(part(START, 1, 0), part(START + 5, 1, 0))));
        room.advance((START + 1) * Minute.MS, alerts::add);
        room.store();
        // When
        Optional<WatchRoom> bounded = WatchRoom.open(store, settings(true, true));
        int kept = size(store);
        Optional<WatchRoom> off = WatchRoom.open(store, settings(false, false));
        // Then
        assertThat(bounded).isEmpty();
        assertThat(kept).isEqualTo(2);
        assertThat(off).isEmpty();
        assertThat(size(store)).isZero();
    }

    private static StreamSettings settings(boolean bounded, boolean on) {
        return SETTINGS.watching(on ? SETTINGS.alerts() : Optional.empty())
                .ending(bounded ? OptionalLong.of(Watermarks.ENDED) : OptionalLong.empty());
    }

    private static int size(KeyValueStore<Bytes, byte[]> store) {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                entries.next();
                size++;
            }
        }
        return size;
    }

    @Test
    void partials_become_minutes_of_the_whole_and_of_the_leaves() {
        // Given
        WatchedAmounts watched = new WatchedAmounts(true);
        Measures amounts = new Measures();
        amounts.add(MeasureCode.of(Measure.SESSION_STARTS), 3);
        amounts.add(MeasureCode.of(Measure.SESSION_ORDERS), 1);
        amounts.add(MeasureCode.of(Measure.EVENTS), 9);
        long pane = START * 6 + 5;
        Map<Slot, Measures> slots =
                Map.of(
                        new Slot(null, pane), amounts,
                        new Slot(null, pane + 1), amounts,
                        new Slot(Window.H1, 7), amounts);
        List<ByCut> sent = new ArrayList<>();
        // When
        for (Cut cut : List.of(SPRING, new Cut("spring", "*"), new Cut("*", "web"), Cut.TOTAL)) {
            watched.beside((same, kept) -> {}).accept(cut, slots);
        }
        watched.drain(sent::add);
        watched.drain(sent::add);
        // Then
        assertThat(sent)
                .containsExactly(
                        new ByCut.Watched(List.of(part(START, 3, 1), part(START + 1, 3, 1))));
    }

    @Test
    void many_cuts_travel_in_several_records_and_their_sum_is_the_same() {
        // Given
        WatchedAmounts watched = new WatchedAmounts(true);
        Measures one = new Measures();
        one.add(MeasureCode.of(Measure.SESSION_STARTS), 1);
        Measures all = new Measures();
        all.add(MeasureCode.of(Measure.SESSION_STARTS), 2_500);
        List<ByCut.Watched> sent = new ArrayList<>();
        watched.beside((same, kept) -> {})
                .accept(Cut.TOTAL, Map.of(new Slot(null, START * 6), all));
        for (int i = 0; i < 2_500; i++) {
            watched.beside((same, kept) -> {})
                    .accept(new Cut("c" + i, "web"), Map.of(new Slot(null, START * 6), one));
        }
        // When
        watched.drain(record -> sent.add((ByCut.Watched) record));
        // Then
        assertThat(sent).hasSize(3);
        Minute sum =
                sent.stream()
                        .flatMap(record -> record.parts().stream())
                        .reduce(Minute::plus)
                        .orElseThrow();
        assertThat(sum.total().starts()).isEqualTo(2_500);
        assertThat(sum.leaves()).hasSize(2_500);
    }

    @Test
    void an_alert_is_one_record_with_its_id() {
        // Given
        List<Alert> run = new Run(1, false).alerts;
        AlertRecords records = new AlertRecords(7);
        // When
        List<KpiAlert> written = run.stream().map(records::of).toList();
        // Then
        KpiAlert opened = written.get(0);
        KpiAlert closed = written.get(written.size() - 1);
        assertThat(opened.getId())
                .isEqualTo(
                        "outage/session_conversion_ratio/*/*/"
                                + opened.getOpenedAt().toEpochMilli());
        assertThat(closed.getId()).isEqualTo(opened.getId());
        assertThat(opened.getClosedAt()).isNull();
        assertThat(closed.getClosedAt()).isAfter(opened.getOpenedAt());
        assertThat(opened.getVersion()).isEqualTo(7);
        assertThat(opened.getMessage()).startsWith("orders have stopped: ");
        assertThat(closed.getMessage()).startsWith("Over: ");
    }
}
