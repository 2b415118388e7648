package io.omnipulse.engine.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Over however many partitions the subjects are spread, and whenever each commits: the same rows,
 * distinct counts included.
 */
class SplitTest {
    @ParameterizedTest(name = "{0} wings, seed {1}")
    @CsvSource({"1, 1", "2, 2", "3, 3", "5, 5", "8, 8", "24, 13"})
    void any_split_of_the_subjects_gives_the_same_rows(int wings, long seed) {
        // Given
        List<Event> events = SimulatedEvents.of(seed);
        List<String> expected =
                new House(CatalogReader.shipped(), House.WINDOWS).addAll(events).lines();
        List<Event> arrived = new ArrayList<>(events);
        arrived.addAll(events.subList(0, events.size() / 5)); // a fifth of them twice
        Random random = new Random(seed);
        Collections.shuffle(arrived, random);
        SplitHouse split = new SplitHouse(CatalogReader.shipped(), House.WINDOWS, wings);
        // When
        for (Event event : arrived) {
            split.add(event);
            if (random.nextInt(50) == 0) {
                split.commit(random.nextInt(wings));
            }
        }
        // Then
        SameRows.check(split.lines(), expected);
        assertThat(events.stream().map(split::homeOf).distinct()).as("wings in use").hasSize(wings);
    }
}
