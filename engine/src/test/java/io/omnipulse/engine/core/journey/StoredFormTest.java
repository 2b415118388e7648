package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A journey that is stored again and again has the bytes of one that is stored for the first time.
 */
class StoredFormTest {
    private static final Subject SUBJECT = Subject.customer("c-1");
    private static final int EVENTS = 90;

    private final Contributed contributed = new Contributed();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void facts_written_behind_the_others_give_the_bytes_of_all_written_at_once(long seed) {
        // Given
        Random random = new Random(seed);
        List<Event> events = LongJourneyTest.events(SUBJECT, EVENTS, seed);
        for (int swaps = EVENTS / 20; swaps > 0; swaps--) {
            int at = random.nextInt(EVENTS - 3);
            Collections.swap(events, at, at + 1 + random.nextInt(2));
        }
        List<Consumer<Journey>> steps = new ArrayList<>();
        Journey stored = new Journey(SUBJECT);
        int continued = 0;
        for (Event event : events) {
            int first = steps.size();
            steps.add(journey -> contributed.add(journey, event));
            if (random.nextInt(25) == 0) {
                long boundaryMs = event.occurredAtMs() - random.nextInt(600_000);
                steps.add(journey -> contributed.fold(journey, boundaryMs));
            }
            for (Consumer<Journey> step : steps.subList(first, steps.size())) {
                step.accept(stored);
            }
            continued += stored.stored() == null ? 0 : 1;
            // When
            byte[] bytes = JourneyCodec.encode(stored);
            Journey neverStored = new Journey(SUBJECT);
            steps.forEach(step -> step.accept(neverStored));
            // Then
            assertThat(bytes).isEqualTo(JourneyCodec.encode(neverStored));
            if (random.nextBoolean()) {
                stored = JourneyCodec.decode(SUBJECT, bytes, new Names());
            }
        }
        assertThat(continued).as("were written behind others").isGreaterThan(EVENTS / 2);
    }

    @Test
    void what_has_not_changed_is_not_written_again() {
        // Given
        Journey journey = new Journey(SUBJECT);
        contributed.addAll(journey, LongJourneyTest.events(SUBJECT, 10, 1));
        byte[] stored = JourneyCodec.encode(journey);
        // When
        byte[] again = JourneyCodec.encode(journey);
        byte[] readAndStored =
                JourneyCodec.encode(JourneyCodec.decode(SUBJECT, stored, new Names()));
        // Then
        assertThat(again).isSameAs(stored);
        assertThat(readAndStored).isSameAs(stored);
    }

    @Test
    void a_link_that_came_and_went_between_two_stores_leaves_nothing_behind() {
        // Given
        Subject visitor = new Subject(Subject.Kind.VISITOR, "v-1");
        List<Event> events = LongJourneyTest.events(visitor, 10, 1);
        Journey journey = new Journey(visitor);
        contributed.addAll(journey, events);
        byte[] before = JourneyCodec.encode(journey);
        Link first = new Link(events.get(3).occurredAtMs(), "l-1");
        // When
        contributed.take(journey, new Transfer.Claim(visitor, "c-1", first));
        byte[] linked = JourneyCodec.encode(journey);
        contributed.take(journey, new Transfer.Claim(visitor, "c-1", null));
        // Then
        assertThat(linked).isNotEqualTo(before);
        assertThat(JourneyCodec.encode(journey)).isEqualTo(before);
    }
}
