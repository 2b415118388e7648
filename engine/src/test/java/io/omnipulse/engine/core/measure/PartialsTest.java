package io.omnipulse.engine.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one commit adds, per cut and slot. */
class PartialsTest {
    private static final Cut SPRING = new Cut("spring", "web");
    private static final int ORDERS = MeasureCode.of(Measure.ORDERS);
    private static final int CUSTOMERS = MeasureCode.of(Measure.CUSTOMERS);

    private final Partials partials = new Partials();

    @Test
    void amounts_that_cancel_out_vanish_with_their_slot_and_their_cut() {
        // Given
        partials.add(SPRING, 10_000, ORDERS, 1);
        partials.changeFrom(SPRING, Window.H1, 7, CUSTOMERS, 1);
        partials.add(Cut.TOTAL, 10_000, ORDERS, 1);
        partials.add(SPRING, 19_999, ORDERS, -1); // the same pane of ten seconds
        partials.changeFrom(SPRING, Window.H1, 7, CUSTOMERS, -1);
        // When
        Map<Cut, Map<Slot, Measures>> drained = drain(partials);
        // Then
        assertThat(drained).containsOnlyKeys(Cut.TOTAL);
        assertThat(drained.get(Cut.TOTAL)).containsOnlyKeys(new Slot(null, 1));
    }

    @Test
    void a_slot_that_cancels_out_leaves_the_others_of_its_cut() {
        // Given
        partials.add(SPRING, 0, ORDERS, 1);
        partials.add(SPRING, 0, ORDERS, -1);
        partials.changeFrom(SPRING, Window.H1, 7, CUSTOMERS, 2);
        // When
        Map<Slot, Measures> slots = drain(partials).getOrDefault(SPRING, Map.of());
        // Then
        assertThat(slots).containsOnlyKeys(new Slot(Window.H1, 7));
        assertThat(slots.get(new Slot(Window.H1, 7))).hasToString("{customers=2}");
    }

    @Test
    void additive_amounts_go_by_the_finest_pane_of_their_time() {
        // Given
        partials.add(SPRING, -1, ORDERS, 1);
        partials.add(SPRING, 0, ORDERS, 2);
        partials.add(SPRING, 9_999, ORDERS, 3);
        // When
        Map<Slot, Measures> slots = drain(partials).getOrDefault(SPRING, Map.of());
        // Then
        assertThat(slots).containsOnlyKeys(new Slot(null, -1), new Slot(null, 0));
        assertThat(slots.get(new Slot(null, 0))).hasToString("{orders=5}");
    }

    @Test
    void one_pane_number_of_two_windows_is_two_slots() {
        // Given
        partials.changeFrom(SPRING, Window.H1, 7, CUSTOMERS, 1);
        partials.changeFrom(SPRING, Window.M5, 7, CUSTOMERS, 1);
        partials.add(SPRING, 70_000, ORDERS, 1);
        // When
        Map<Slot, Measures> slots = drain(partials).getOrDefault(SPRING, Map.of());
        // Then
        assertThat(slots)
                .containsOnlyKeys(
                        new Slot(null, 7), new Slot(Window.M5, 7), new Slot(Window.H1, 7));
    }

    @Test
    void where_cuts_are_many_it_is_time_to_hand_them_over_and_once_is_enough() {
        // Given
        int handedOver = 0;
        int times = 0;
        // When
        for (int i = 0; i < 50_000; i++) {
            partials.add(new Cut("campaign-" + i % 10_000, "web"), 0, ORDERS, 1);
            if (partials.areMany()) {
                Map<Cut, Map<Slot, Measures>> drained = drain(partials);
                handedOver += drained.size();
                times++;
                assertThat(partials.areMany()).isFalse();
            }
        }
        // Then
        assertThat(times).isBetween(5, 20);
        assertThat(handedOver + drain(partials).size()).isEqualTo(50_000);
    }

    @Test
    void draining_forgets_everything() {
        // Given
        partials.add(SPRING, 0, ORDERS, 1);
        drain(partials);
        // When
        Map<Cut, Map<Slot, Measures>> again = drain(partials);
        // Then
        assertThat(again).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_partial_that_passed_a_door_is_what_it_was(long seed) {
        // Given
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            partials.add(
                    SPRING, random.nextLong(1_000_000) - 500_000, ORDERS, 1 + random.nextInt(3));
            partials.changeFrom(
                    SPRING,
                    Window.values()[random.nextInt(6)],
                    random.nextInt(100) - 50,
                    CUSTOMERS,
                    random.nextInt(5) - 2);
        }
        Map<Slot, Measures> partial = drain(partials).getOrDefault(SPRING, Map.of());
        ByteWriter out = new ByteWriter();
        MeasuresCodec.writePartial(out, partial);
        ByteReader in = new ByteReader(out.toBytes());
        // When
        Map<Slot, Measures> read = new HashMap<>();
        MeasuresCodec.readPartial(in, read::put);
        // Then
        assertThat(read).isEqualTo(partial);
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void an_event_is_placed_in_its_cut_and_its_roll_ups() {
        // When
        List<Cut> cuts = new Cuts().of("spring", "web");
        // Then
        assertThat(cuts)
                .containsExactly(SPRING, new Cut("spring", "*"), new Cut("*", "web"), Cut.TOTAL);
    }

    @Test
    void an_event_without_a_channel_is_placed_in_the_roll_ups_over_channels() {
        // When
        List<Cut> cuts = new Cuts().of("none", null);
        // Then
        assertThat(cuts).containsExactly(new Cut("none", "*"), Cut.TOTAL);
    }

    @Test
    void however_many_pairs_were_seen_cuts_are_the_same() {
        // Given
        Cuts cuts = new Cuts();
        for (int i = 0; i < 20_001; i++) {
            cuts.of("campaign-" + i, "web");
        }
        // When
        List<Cut> first = cuts.of("campaign-0", "web");
        // Then
        assertThat(first)
                .containsExactly(
                        new Cut("campaign-0", "web"),
                        new Cut("campaign-0", "*"),
                        new Cut("*", "web"),
                        Cut.TOTAL);
    }

    private static Map<Cut, Map<Slot, Measures>> drain(Partials partials) {
        Map<Cut, Map<Slot, Measures>> drained = new HashMap<>();
        partials.drain((cut, slots) -> drained.put(cut, Map.copyOf(slots)));
        return drained;
    }
}
