package io.omnipulse.engine.house;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.reference.ReferenceEngine;
import io.omnipulse.engine.stream.EventTranslator;
import io.omnipulse.producers.Traffic;
import io.omnipulse.producers.TrafficPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order in which events arrive, and however often: the rows are those of the naive
 * batch.
 */
class StreamEqualsBatchTest {
    private static final Duration HORIZON = Duration.ofDays(2);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8}) // each seed is one reproducible stretch of traffic
    void streamed_rows_equal_recomputed_rows_in_any_arrival_order(long seed) {
        List<Event> traffic = traffic(seed);
        List<Event> arrived = new ArrayList<>(traffic);
        arrived.addAll(traffic.subList(0, traffic.size() / 3)); // a third of it twice
        Collections.shuffle(arrived, new Random(seed));

        List<String> streamed = house().addAll(arrived).lines();

        SameRows.check(
                streamed, ReferenceEngine.rows(traffic, ReferenceEngine.Settings.standard()));
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 21, 34})
    void rows_published_folded_stored_and_restated_on_the_way_end_up_the_same(long seed) {
        List<Event> traffic = traffic(seed);
        List<Event> arrived = lateByUpTo(HORIZON, traffic, seed);
        House house = house();

        long watermarkMs = 0;
        for (int i = 0; i < arrived.size(); i++) {
            house.add(arrived.get(i));
            watermarkMs = Math.max(watermarkMs, arrived.get(i).occurredAtMs());
            if (i % 400 == 399) {
                house.publishTo(watermarkMs - 60_000).settleTo(watermarkMs - HORIZON.toMillis());
            }
        }

        SameRows.check(
                house.lines(), ReferenceEngine.rows(traffic, ReferenceEngine.Settings.standard()));
    }

    private static House house() {
        return new House(CatalogReader.shipped(), House.WINDOWS);
    }

    /**
     * A few thousand events over some days, so that sessions, copies and lookbacks meet every
     * border.
     */
    private static List<Event> traffic(long seed) {
        Traffic traffic =
                Traffic.of(
                        seed, Instant.parse("2026-03-01T00:00:00Z"), 0.008, TrafficPlan.standard());
        EventTranslator translator = new EventTranslator(Duration.ofMinutes(5));
        List<Event> events = new ArrayList<>();
        for (SpecificRecord record : traffic.during(Duration.ofDays(4))) {
            try {
                events.add(translator.translate(record, Long.MAX_VALUE));
            } catch (RejectedException broken) {
                throw new IllegalStateException("the simulation breaks the event contract", broken);
            }
        }
        return events;
    }

    private static List<Event> lateByUpTo(Duration horizon, List<Event> events, long seed) {
        Random random = new Random(seed);
        record Arriving(long atMs, Event event) {}
        return events.stream()
                .map(
                        event ->
                                new Arriving(
                                        event.occurredAtMs() + random.nextLong(horizon.toMillis()),
                                        event))
                .sorted(
                        Comparator.comparingLong(Arriving::atMs)
                                .thenComparing(Arriving::event, EventOrder.INSTANCE))
                .map(Arriving::event)
                .toList();
    }
}
