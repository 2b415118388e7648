package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.producers.Arrival.Arriving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrivalTest {
    private static final Duration HORIZON = Duration.ofDays(2);

    @Test
    void in_order_each_event_is_sent_when_it_happens() {
        List<SpecificRecord> day = Traffic.day(1);
        List<Arriving> arrived = Arrival.inOrder().of(day);
        assertThat(arrived).extracting(Arriving::event).isEqualTo(day);
        assertThat(arrived).allMatch(arriving -> lateness(arriving) == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shuffled_events_arrive_in_another_order_by_the_time_of_sending_and_none_is_lost(
            long seed) {
        List<SpecificRecord> day = Traffic.day(seed);
        List<Arriving> arrived = Arrival.shuffledWithin(HORIZON, seed).of(day);
        assertThat(arrived).isSortedAccordingTo(Comparator.comparingLong(Arriving::sentAtMs));
        assertThat(events(arrived)).isNotEqualTo(day).containsExactlyInAnyOrderElementsOf(day);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_event_is_sent_before_it_happened_or_past_the_horizon(long seed) {
        List<Arriving> arrived =
                Arrival.shuffledWithin(HORIZON, seed).andDuplicates(0.2).of(Traffic.day(seed));
        assertThat(arrived)
                .allMatch(one -> lateness(one) >= 0 && lateness(one) <= HORIZON.toMillis());
        assertThat(arrived.stream().mapToLong(ArrivalTest::lateness).max().orElseThrow())
                .isGreaterThan(HORIZON.toMillis() * 9 / 10);
    }

    @Test
    void duplicates_are_the_same_event_sent_again() {
        List<SpecificRecord> day = Traffic.day(4);
        List<SpecificRecord> arrived =
                new ArrayList<>(events(Arrival.withDuplicates(0.1, 4).of(day)));
        assertThat(arrived.size() / (double) day.size()).isBetween(1.08, 1.12);
        assertThat(arrived).containsAll(day);
        day.forEach(arrived::remove);
        assertThat(day).containsAll(arrived);
    }

    @Test
    void one_seed_gives_the_same_arrival_every_time_and_another_another_one() {
        List<SpecificRecord> day = Traffic.day(5);
        Arrival arrival = new Arrival(0.3, Duration.ofMinutes(5), 0.1, 42);
        assertThat(arrival.of(day)).isEqualTo(arrival.of(day));
        assertThat(arrival.of(day))
                .isNotEqualTo(new Arrival(0.3, Duration.ofMinutes(5), 0.1, 43).of(day));
    }

    @Test
    void only_the_share_asked_for_is_late() {
        List<Arriving> arrived = new Arrival(0.1, Duration.ofMinutes(5), 0, 6).of(Traffic.day(6));
        double late =
                arrived.stream().filter(one -> lateness(one) > 0).count() / (double) arrived.size();
        assertThat(late).isBetween(0.08, 0.12);
    }

    @Test
    void a_stream_without_end_arrives_like_the_list_of_its_beginning() {
        Traffic traffic = Traffic.of(1, Instant.EPOCH, 20, TrafficPlan.standard());
        Arrival arrival = new Arrival(0.5, Duration.ofSeconds(30), 0.1, 9);
        Iterator<Arriving> endless = arrival.of(traffic.iterator());
        List<Arriving> expected = arrival.of(traffic.during(Duration.ofMinutes(10)));
        for (Arriving one : expected.subList(0, expected.size() / 2)) {
            assertThat(endless.next()).isEqualTo(one);
        }
    }

    @Test
    void a_share_beyond_one_is_refused() {
        assertThatThrownBy(() -> Arrival.withDuplicates(1.5, 1))
                .hasMessageContaining("from 0 to 1");
    }

    private static long lateness(Arriving arriving) {
        return arriving.sentAtMs() - Events.occurredAtMs(arriving.event());
    }

    private static List<SpecificRecord> events(List<Arriving> arrived) {
        return arrived.stream().map(Arriving::event).toList();
    }
}
