package io.omnipulse.engine.house;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.journey.BorderTimes;
import io.omnipulse.engine.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events just at, just before and just after the borders of every rule: the rows are those of the
 * naive batch.
 */
class BordersEqualBatchTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void rows_at_the_borders_of_the_rules_equal_the_references(long seed) {
        // Given
        List<Event> events = BorderTimes.events(seed, 80, 3);
        List<Event> arrived = new ArrayList<>(events);
        arrived.addAll(events.subList(0, 20));
        Collections.shuffle(arrived, new Random(seed));
        // When
        List<String> rows =
                new House(CatalogReader.shipped(), House.WINDOWS).addAll(arrived).lines();
        // Then
        SameRows.check(rows, ReferenceEngine.rows(events, ReferenceEngine.Settings.standard()));
    }
}
