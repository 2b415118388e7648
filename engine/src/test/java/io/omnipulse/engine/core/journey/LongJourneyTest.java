package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Late events of a long journey are told again from a checkpoint, with the same result. */
class LongJourneyTest {
    private static final int EVENTS = 12 * Chapters.EVERY;
    private static final int LATE_BY = 2 * Chapters.EVERY;
    private static final Subject SUBJECT = Subject.customer("c-1");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whatever_comes_late_and_is_folded_on_the_way_contributes_the_same(long seed) {
        // Given
        Random random = new Random(seed);
        List<Event> inOrder = events(SUBJECT, EVENTS, seed);
        Contributed expected = new Contributed().addAll(new Journey(SUBJECT), inOrder);
        List<Event> arriving = late(inOrder, random);
        Contributed contributed = new Contributed();
        Journey journey = new Journey(SUBJECT);
        // When
        for (int i = 0; i < arriving.size(); i++) {
            contributed.add(journey, arriving.get(i));
            if (random.nextInt(10) == 0) {
                contributed.add(journey, arriving.get(random.nextInt(i + 1)));
            }
            if (random.nextInt(40) == 0) {
                contributed.fold(journey, arrivedBefore(arriving.subList(i + 1, arriving.size())));
            }
            if (random.nextInt(200) == 0) {
                journey = JourneyCodec.decode(SUBJECT, JourneyCodec.encode(journey), new Names());
            }
        }
        // Then
        assertThat(contributed.all()).isEqualTo(expected.all());
        assertThat(contributed.counted()).isEqualTo(expected.counted());
    }

    @Test
    void a_checkpoint_holds_for_as_many_facts_as_have_not_changed() {
        // Given
        Chapter fold = new Chapter();
        Chapters chapters = new Chapters();
        chapters.latest(new Chapter());
        for (int facts = 1; facts <= 3 * Chapters.EVERY; facts++) {
            chapters.reached(facts);
        }
        // When
        int newer = chapters.within(3 * Chapters.EVERY, fold).facts();
        int older = chapters.within(3 * Chapters.EVERY - 1, fold).facts();
        Chapters.Checkpoint none = chapters.within(Chapters.EVERY, fold);
        chapters.folded(10);
        int afterFold = chapters.within(3 * Chapters.EVERY, fold).facts();
        chapters.changedFrom(3 * Chapters.EVERY - 11);
        int afterChange = chapters.within(3 * Chapters.EVERY, fold).facts();
        // Then
        assertThat(newer).isEqualTo(3 * Chapters.EVERY);
        assertThat(older).isEqualTo(2 * Chapters.EVERY);
        assertThat(none.facts()).isZero();
        assertThat(none.chapter()).isSameAs(fold);
        assertThat(afterFold).isEqualTo(3 * Chapters.EVERY - 10);
        assertThat(afterChange).isEqualTo(2 * Chapters.EVERY - 10);
        assertThat(chapters.latest()).as("it held the changed facts").isNull();
    }

    /** One subject's, of every kind, half a minute apart on average. */
    static List<Event> events(Subject subject, int count, long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        long atMs = Facts.ms("10:00");
        for (Event event : BorderTimes.events(seed, count, 1)) {
            atMs += 1 + random.nextInt(60_000);
            events.add(at(event, atMs).as(subject));
        }
        events.sort(EventOrder.INSTANCE);
        return events;
    }

    private static Event at(Event event, long atMs) {
        return new Event(
                event.type(),
                event.eventId(),
                atMs,
                event.subject(),
                event.action(),
                event.channel(),
                event.campaign(),
                event.sessionId(),
                event.orderId(),
                event.storeId(),
                event.surveyId(),
                event.amountMinor(),
                event.currency(),
                event.engagedMs(),
                event.score(),
                event.visitorId());
    }

    private static List<Event> late(List<Event> inOrder, Random random) {
        Map<Event, Integer> place = new HashMap<>();
        for (int i = 0; i < inOrder.size(); i++) {
            int late = random.nextInt(3) == 0 ? random.nextInt(LATE_BY) : 0;
            place.put(inOrder.get(i), i + late);
        }
        List<Event> arriving = new ArrayList<>(inOrder);
        arriving.sort(Comparator.comparing(place::get));
        return arriving;
    }

    /** Nothing that happened before this is still to come. */
    private static long arrivedBefore(List<Event> rest) {
        return rest.stream().mapToLong(Event::occurredAtMs).min().orElse(Long.MIN_VALUE);
    }
}
