package io.omnipulse.engine.house;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.journey.BorderTimes;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row that ends at e depends only on what happened before e: no later event rewrites it, in
 * whatever order they came.
 */
class CausalityTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5})
    void later_events_of_the_simulated_shop_change_no_earlier_row(long seed) {
        laterEventsChangeNoEarlierRow(SimulatedEvents.of(seed), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void later_events_at_the_borders_of_the_rules_change_no_earlier_row(long seed) {
        laterEventsChangeNoEarlierRow(BorderTimes.events(seed, 150, 3), seed);
    }

    private static void laterEventsChangeNoEarlierRow(List<Event> events, long seed) {
        // Given
        Random random = new Random(seed);
        Event middle = events.get(events.size() / 4 + random.nextInt(events.size() / 2));
        long nowMs = Window.M5.endMs(Window.M5.paneOf(middle.occurredAtMs()));
        List<Event> past = events.stream().filter(event -> event.occurredAtMs() < nowMs).toList();
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        // When
        List<String> knownLater = rowsTo(nowMs, shuffled);
        // Then
        SameRows.check(knownLater, rowsTo(nowMs, past));
    }

    private static List<String> rowsTo(long endMs, List<Event> events) {
        SplitHouse house = new SplitHouse(CatalogReader.shipped(), House.WINDOWS, 1);
        events.forEach(house::add);
        return house.linesTo(endMs);
    }
}
