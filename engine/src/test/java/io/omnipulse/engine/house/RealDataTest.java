package io.omnipulse.engine.house;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.reference.RealData;
import io.omnipulse.engine.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data that nobody of this project made, shuffled and partly repeated: the rows are those of the
 * naive batch.
 */
class RealDataTest {
    @ParameterizedTest
    @ValueSource(strings = {"online_retail", "prepbench_nps", "womens_clothing"})
    void rows_of_real_data_equal_the_references(String set) {
        List<Event> events = RealData.events(set);
        List<Event> arrived = new ArrayList<>(events);
        arrived.addAll(events.subList(0, 2_000));
        Collections.shuffle(arrived, new Random(7));

        List<String> streamed =
                new House(CatalogReader.shipped(), List.of(Window.D7, Window.D30))
                        .addAll(arrived)
                        .lines();

        SameRows.check(
                streamed,
                ReferenceEngine.rows(
                        events, ReferenceEngine.Settings.standard().withWindows("7d", "30d")));
    }
}
