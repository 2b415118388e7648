package io.omnipulse.engine.house;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.reference.ReferenceEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Links between visitors and customers, whenever they and what follows from them arrive: each row
 * is what was known when its window ended.
 */
class LinksEqualBatchTest {
    private static final Duration HORIZON = Duration.ofDays(2);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void linked_journeys_equal_the_references_in_any_order(long seed) {
        // Given
        List<Event> events = LinkedVisits.of(seed, 80);
        List<Event> arrived = new ArrayList<>(events);
        arrived.addAll(events.subList(0, 20));
        Random random = new Random(seed);
        Collections.shuffle(arrived, random);
        House house = House.followingLinks(CatalogReader.shipped(), House.WINDOWS);
        // When
        for (Event event : arrived) {
            house.add(event);
            deliverSome(house, random);
        }
        house.deliverAll(random);
        // Then
        SameRows.check(
                house.lines(), ReferenceEngine.rows(events, ReferenceEngine.Settings.standard()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void linked_journeys_published_folded_and_stored_on_the_way_equal_the_references(long seed) {
        // Given
        List<Event> events = LinkedVisits.of(seed, 120);
        Random random = new Random(seed);
        record Arriving(long atMs, Event event) {}
        List<Arriving> arriving =
                events.stream()
                        .map(
                                event ->
                                        new Arriving(
                                                event.occurredAtMs()
                                                        + random.nextLong(HORIZON.toMillis()),
                                                event))
                        .sorted(
                                Comparator.comparingLong(Arriving::atMs)
                                        .thenComparing(Arriving::event, EventOrder.INSTANCE))
                        .toList();
        House house = House.followingLinks(CatalogReader.shipped(), House.WINDOWS);
        // When
        for (Arriving each : arriving) {
            house.add(each.event());
            deliverSome(house, random);
            if (random.nextInt(10) == 0) {
                house.deliverAll(random)
                        .publishTo(each.atMs() - 60_000)
                        .settleTo(each.atMs() - HORIZON.toMillis());
            }
        }
        house.deliverAll(random);
        // Then
        SameRows.check(
                house.lines(), ReferenceEngine.rows(events, ReferenceEngine.Settings.standard()));
    }

    private static void deliverSome(House house, Random random) {
        for (int left = random.nextInt(3); left > 0 && house.deliverOne(random); left--) {
            // some arrive now, the rest later
        }
    }
}
