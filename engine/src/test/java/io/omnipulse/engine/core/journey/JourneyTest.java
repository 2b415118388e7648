package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a journey contributes is a pure function of the set of its facts, whatever the order in
 * which they come.
 */
class JourneyTest {
    private static final Subject SUBJECT = new Subject(Subject.Kind.CUSTOMER, "c-1");
    private static final Cut NONE_ON_WEB = new Cut(Cut.NO_CAMPAIGN, "web");
    private static final Cut SPRING_ON_WEB = new Cut("spring", "web");

    private final Journey journey = new Journey(SUBJECT);
    private final Contributed contributed = new Contributed();

    @Test
    void a_late_touch_takes_back_what_followed_it_and_adds_it_under_its_campaign() {
        // Given
        contributed.add(journey, Facts.web("view", "10:05", Action.PAGE_VIEW).event());
        // When
        contributed.add(
                journey, Facts.web("click", "10:00", Action.CLICK).campaign("spring").event());
        // Then
        assertThat(contributed.sum(NONE_ON_WEB, Measure.EVENTS)).isZero();
        assertThat(contributed.sum(SPRING_ON_WEB, Measure.EVENTS)).isEqualTo(2);
        assertThat(contributed.sum(SPRING_ON_WEB, Measure.PAGE_VIEWS)).isOne();
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(2);
    }

    @Test
    void a_late_event_joins_two_sessions_into_one() {
        // Given
        contributed.add(journey, Facts.web("first", "10:00", Action.CLICK).event());
        contributed.add(journey, Facts.web("third", "10:50", Action.CLICK).event());
        // When
        contributed.add(journey, Facts.web("second", "10:25", Action.CLICK).event());
        // Then
        assertThat(contributed.distinct(Cut.TOTAL, Measure.SESSIONS, Window.H24, "11:00")).isOne();
        assertThat(contributed.sum(Cut.TOTAL, Measure.DURATION_MS))
                .isEqualTo(Duration.ofMinutes(50).toMillis());
    }

    @Test
    void a_session_starts_once_in_the_cut_of_its_first_interaction() {
        // Given
        contributed.add(journey, Facts.web("a", "10:00", Action.CLICK).campaign("spring").event());
        contributed.add(journey, Facts.web("b", "10:01", Action.CLICK).campaign("mail").event());
        // When
        contributed.add(journey, Facts.web("c", "11:00", Action.CLICK).campaign("mail").event());
        // Then
        assertThat(contributed.sum(SPRING_ON_WEB, Measure.SESSION_STARTS)).isOne();
        assertThat(contributed.sum(new Cut("mail", "web"), Measure.SESSION_STARTS)).isOne();
        assertThat(contributed.sum(Cut.TOTAL, Measure.SESSION_STARTS)).isEqualTo(2);
    }

    @Test
    void an_earlier_interaction_that_comes_late_takes_the_start_of_the_session_to_itself() {
        // Given
        contributed.add(journey, Facts.web("b", "10:01", Action.CLICK).event());
        // When
        contributed.add(journey, Facts.web("a", "10:00", Action.CLICK).campaign("spring").event());
        // Then
        assertThat(contributed.sum(SPRING_ON_WEB, Measure.SESSION_STARTS)).isOne();
        assertThat(contributed.sum(Cut.TOTAL, Measure.SESSION_STARTS)).isOne();
    }

    @Test
    void a_folded_session_does_not_start_again() {
        // Given
        contributed.add(journey, Facts.web("a", "10:00", Action.CLICK).event());
        contributed.fold(journey, Facts.ms("10:10"));
        // When
        contributed.add(journey, Facts.web("b", "10:20", Action.CLICK).event());
        // Then
        assertThat(contributed.sum(Cut.TOTAL, Measure.SESSION_STARTS)).isOne();
    }

    @Test
    void a_sale_in_a_store_and_a_copy_of_an_order_are_no_orders_of_a_session() {
        // Given
        contributed.add(journey, Facts.purchase("a", "10:00", "o-1").event());
        contributed.add(journey, Facts.purchase("b", "10:01", "o-1").event());
        // When
        contributed.add(journey, Facts.sale("c", "10:02", "r-1").event());
        // Then
        assertThat(contributed.sum(Cut.TOTAL, Measure.SESSION_ORDERS)).isOne();
        assertThat(contributed.sum(Cut.TOTAL, Measure.ORDERS)).isEqualTo(2);
    }

    @Test
    void the_same_event_again_is_a_duplicate_and_changes_nothing() {
        // Given
        Event purchase = Facts.purchase("e", "10:00", "o-1").event();
        contributed.add(journey, purchase);
        Map<String, Integer> countedBefore = contributed.counted();
        // When
        Outcome outcome = contributed.add(journey, purchase);
        // Then
        assertThat(outcome).isEqualTo(Outcome.DUPLICATE);
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isOne();
        assertThat(contributed.counted())
                .isEqualTo(countedBefore)
                .containsOnlyKeys("e@" + Facts.ms("10:00"));
        assertThat(journey.facts()).containsExactly(purchase);
    }

    @Test
    void an_event_before_the_fold_is_behind_and_leaves_no_trace() {
        // Given
        contributed.add(journey, Facts.web("a", "10:00", Action.CLICK).event());
        contributed.fold(journey, Facts.ms("11:00"));
        // When
        Outcome outcome =
                contributed.add(journey, Facts.web("b", "10:59:59.999", Action.CLICK).event());
        // Then
        assertThat(outcome).isEqualTo(Outcome.BEHIND);
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isOne();
        assertThat(journey.facts()).isEmpty();
    }

    @Test
    void an_event_at_the_fold_is_taken() {
        // Given
        contributed.add(journey, Facts.web("a", "10:00", Action.CLICK).event());
        contributed.fold(journey, Facts.ms("11:00"));
        // When
        Outcome outcome = contributed.add(journey, Facts.web("b", "11:00", Action.CLICK).event());
        // Then
        assertThat(outcome).isEqualTo(Outcome.TAKEN);
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(2);
    }

    @Test
    void a_fold_keeps_the_facts_from_the_boundary_on_and_is_never_taken_back() {
        // Given
        contributed.add(journey, Facts.web("a", "10:59:59.999", Action.CLICK).event());
        contributed.add(journey, Facts.web("b", "11:00", Action.CLICK).event());
        contributed.fold(journey, Facts.ms("11:00"));
        // When
        contributed.fold(journey, Facts.ms("09:00"));
        // Then
        assertThat(journey.foldedToMs()).isEqualTo(Facts.ms("11:00"));
        assertThat(journey.facts()).extracting(Event::eventId).containsExactly("b");
    }

    /**
     * A real bug: the least long less anything is a large number, and everything was forgotten as
     * too old.
     */
    @Test
    void folding_before_anything_is_known_of_the_boundary_forgets_nothing() {
        // Given
        contributed.add(journey, Facts.web("e", "10:00", Action.CLICK).campaign("spring").event());
        contributed.add(journey, Facts.purchase("p", "10:01", "o-1").event());
        byte[] before = JourneyCodec.encode(journey);
        // When
        contributed.fold(journey, Long.MIN_VALUE);
        // Then
        assertThat(JourneyCodec.encode(journey)).isEqualTo(before);
        assertThat(journey.foldedToMs()).isEqualTo(Long.MIN_VALUE);
        contributed.add(journey, Facts.web("e", "10:02", Action.CLICK).event()); // a copy
        contributed.add(
                journey,
                Facts.purchase("q", "10:03", "o-1")
                        .event()); // a copy of the order, explained by the touch
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(3);
        assertThat(contributed.sum(Cut.TOTAL, Measure.ORDERS)).isOne();
        assertThat(contributed.sum(SPRING_ON_WEB, Measure.EVENTS)).isEqualTo(3);
        assertThat(contributed.distinct(Cut.TOTAL, Measure.SESSIONS, Window.H1, "10:03")).isOne();
    }

    @Test
    void folding_for_good_when_everything_has_ended_leaves_the_contributions() {
        // Given
        contributed.add(journey, Facts.web("e", "10:00", Action.CLICK).event());
        // When
        contributed.fold(journey, Long.MAX_VALUE - Contributed.HORIZON.toMillis());
        // Then
        Journey stored = JourneyCodec.decode(SUBJECT, JourneyCodec.encode(journey), new Names());
        assertThat(stored.foldedToMs()).isEqualTo(journey.foldedToMs());
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isOne();
    }

    @Test
    void beyond_the_cap_the_oldest_facts_are_folded_early() {
        // Given
        for (int i = 0; i < Journey.FACT_CAP; i++) {
            contributed.add(
                    journey,
                    Facts.web("e" + i, "10:00", Action.PAGE_VIEW).plusMs(i * 1000L).event());
        }
        // When
        contributed.add(journey, Facts.web("last", "23:00", Action.PAGE_VIEW).event());
        // Then
        assertThat(journey.facts()).hasSize(Journey.FACT_CAP - Journey.FACT_CAP / 10 + 1);
        assertThat(journey.foldedToMs()).isEqualTo(Facts.ms("10:08:19.001"));
        assertThat(contributed.sum(Cut.TOTAL, Measure.PAGE_VIEWS)).isEqualTo(Journey.FACT_CAP + 1L);
        assertThat(contributed.add(journey, Facts.web("behind", "10:00", Action.CLICK).event()))
                .isEqualTo(Outcome.BEHIND);
    }

    static Stream<List<Integer>> ordersOfThree() {
        return Stream.of(
                List.of(0, 40, 60),
                List.of(0, 60, 40),
                List.of(40, 0, 60),
                List.of(40, 60, 0),
                List.of(60, 0, 40),
                List.of(60, 40, 0));
    }

    @ParameterizedTest(name = "copies at {0} h")
    @MethodSource("ordersOfThree")
    void a_copy_counts_again_once_it_is_past_the_horizon_of_the_copy_that_counts(
            List<Integer> hours) {
        // When
        for (int hour : hours) {
            contributed.add(
                    journey,
                    Facts.web("e", "10:00", Action.CLICK).plusMs(hour * 3_600_000L).event());
        }
        // Then
        assertThat(contributed.counted())
                .containsOnlyKeys(
                        "e@" + Facts.ms("10:00"), "e@" + (Facts.ms("10:00") + 60 * 3_600_000L));
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} ms past the horizon")
    @ValueSource(longs = {0, 1})
    void a_copy_exactly_the_horizon_later_is_still_one(long pastMs) {
        // Given
        contributed.add(journey, Facts.web("e", "10:00", Action.CLICK).event());
        // When
        contributed.add(
                journey,
                Facts.web("e", "10:00", Action.CLICK)
                        .plusMs(Contributed.HORIZON.toMillis() + pastMs)
                        .event());
        // Then
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(1 + pastMs);
    }

    @ParameterizedTest(name = "{0} ms past the horizon")
    @ValueSource(longs = {0, 1})
    void a_fold_does_not_forget_what_may_still_have_copies(long pastMs) {
        // Given
        long copyMs = Facts.ms("10:00") + Contributed.HORIZON.toMillis() + pastMs;
        contributed.add(journey, Facts.web("e", "10:00", Action.CLICK).event());
        contributed.fold(journey, copyMs);
        // When
        contributed.add(journey, Facts.web("e", "10:00", Action.CLICK).at(copyMs).event());
        // Then
        assertThat(contributed.sum(Cut.TOTAL, Measure.EVENTS)).isEqualTo(1 + pastMs);
    }

    @ParameterizedTest(name = "the smaller first: {0}")
    @ValueSource(booleans = {true, false})
    void of_copies_of_one_time_the_smaller_counts(boolean smallerFirst) {
        // Given
        Event smaller = Facts.web("e", "10:00", Action.CLICK).channel("app").event();
        Event larger = Facts.web("e", "10:00", Action.CLICK).channel("web").event();
        // When
        contributed.addAll(
                journey, smallerFirst ? List.of(smaller, larger) : List.of(larger, smaller));
        // Then
        assertThat(contributed.sum(new Cut(Cut.ALL, "app"), Measure.EVENTS)).isOne();
        assertThat(contributed.sum(new Cut(Cut.ALL, "web"), Measure.EVENTS)).isZero();
        assertThat(contributed.counted().values()).containsExactly(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void any_order_of_arrival_contributes_the_same(long seed) {
        // Given
        List<Event> events = BorderTimes.events(seed, 120);
        Contributed sorted =
                new Contributed()
                        .addAll(
                                new Journey(SUBJECT),
                                events.stream().sorted(EventOrder.INSTANCE).toList());
        List<Event> arrived = new ArrayList<>(events);
        arrived.addAll(events.subList(0, 40)); // a third of them twice
        Collections.shuffle(arrived, new Random(seed));
        // When
        contributed.addAll(journey, arrived);
        // Then
        assertThat(contributed.all()).isEqualTo(sorted.all());
        assertThat(contributed.counted()).isEqualTo(sorted.counted());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void folded_stored_and_read_back_on_the_way_a_journey_contributes_the_same(long seed) {
        // Given
        List<Event> events = BorderTimes.events(seed, 200);
        Contributed never = new Contributed().addAll(new Journey(SUBJECT), events);
        Random random = new Random(seed);
        long horizonMs = Contributed.HORIZON.toMillis();
        record Arriving(long atMs, Event event) {}
        List<Arriving> arriving =
                events.stream()
                        .map(
                                event ->
                                        new Arriving(
                                                event.occurredAtMs()
                                                        + random.nextLong(horizonMs + 1),
                                                event))
                        .sorted(Comparator.comparingLong(Arriving::atMs))
                        .toList();
        // When
        Journey stored = journey;
        for (Arriving next : arriving) {
            assertThat(contributed.add(stored, next.event())).isNotEqualTo(Outcome.BEHIND);
            if (random.nextInt(4) == 0) {
                contributed.fold(stored, next.atMs() - horizonMs);
                if (random.nextBoolean()) {
                    stored = JourneyCodec.decode(SUBJECT, JourneyCodec.encode(stored), new Names());
                }
            }
        }
        // Then
        assertThat(contributed.all()).isEqualTo(never.all());
        assertThat(contributed.counted()).isEqualTo(never.counted());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_stored_journey_has_the_bytes_it_was_read_from(long seed) {
        // Given
        List<Event> events = BorderTimes.events(seed, 150);
        contributed.addAll(journey, events);
        contributed.fold(journey, events.get(100).occurredAtMs());
        byte[] stored = JourneyCodec.encode(journey);
        // When
        Journey read = JourneyCodec.decode(SUBJECT, stored, new Names());
        // Then
        assertThat(JourneyCodec.encode(read)).isEqualTo(stored);
        assertThat(read.facts()).isEqualTo(journey.facts());
        assertThat(read.foldedToMs()).isEqualTo(journey.foldedToMs());
    }

    @Test
    void a_stored_journey_of_another_format_is_refused_by_name() {
        // Given
        byte[] stored = JourneyCodec.encode(journey);
        stored[0] = 9;
        // When
        assertThatThrownBy(() -> JourneyCodec.decode(SUBJECT, stored, new Names()))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stored journey has format 9, this program reads 2");
    }

    @Test
    void a_stored_journey_with_bytes_left_over_is_refused() {
        // Given
        byte[] stored = JourneyCodec.encode(journey);
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        // When
        assertThatThrownBy(() -> JourneyCodec.decode(SUBJECT, longer, new Names()))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left over");
    }
}
