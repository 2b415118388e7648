package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventSorterTest {
    private static final EventSorter.Limits ROOMY = new EventSorter.Limits(1_000_000, 1L << 30, 64);

    @ParameterizedTest
    @CsvSource({
        "1000000,1000000000,64",
        "700,1000000000,64",
        "100,1000000000,3",
        "1000000,20000,5",
        "37,1000000000,4"
    })
    void sorting_on_disk_equals_sorting_in_memory(int maxEvents, long maxBytes, int maxRuns) {
        List<SpecificRecord> shuffled = shuffled(8);
        List<SpecificRecord> expected = new ArrayList<>(shuffled);
        expected.sort(Comparator.comparingLong(Events::occurredAtMs));
        try (EventSorter sorter =
                new EventSorter(new EventSorter.Limits(maxEvents, maxBytes, maxRuns))) {
            shuffled.forEach(sorter::add);
            assertThat(sorted(sorter)).isEqualTo(expected);
        }
    }

    @Test
    void events_of_one_moment_keep_the_order_in_which_they_came_also_over_many_runs() {
        try (EventSorter sorter = new EventSorter(new EventSorter.Limits(7, 1L << 30, 2))) {
            for (int i = 0; i < 100; i++) {
                sorter.add(event("e" + i, i % 2));
            }
            List<String> ids =
                    sorted(sorter).stream().map(event -> ((WebEvent) event).getEventId()).toList();
            List<String> expected = new ArrayList<>();
            for (int parity = 0; parity < 2; parity++) {
                for (int i = parity; i < 100; i += 2) {
                    expected.add("e" + i);
                }
            }
            assertThat(ids).isEqualTo(expected);
        }
    }

    @Test
    void runs_are_written_when_the_memory_is_full_and_deleted_on_close() {
        Path directory;
        try (EventSorter sorter = new EventSorter(new EventSorter.Limits(100, 1L << 30, 10))) {
            shuffled(2).forEach(sorter::add);
            directory = sorter.directory().orElseThrow();
            assertThat(sorter.runsOnDisk()).isBetween(1, 10);
            assertThat(directory).isNotEmptyDirectory();
            assertThat(sorter.sorted().hasNext()).isTrue();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void nothing_is_written_to_disk_where_the_memory_suffices() {
        try (EventSorter sorter = new EventSorter(ROOMY)) {
            shuffled(2).forEach(sorter::add);
            assertThat(sorter.directory()).isEmpty();
        }
    }

    @Test
    void nothing_sorts_to_nothing() {
        try (EventSorter sorter = new EventSorter(ROOMY)) {
            assertThat(sorter.sorted().hasNext()).isFalse();
        }
    }

    private static List<SpecificRecord> shuffled(long seed) {
        return Arrival.shuffledWithin(Duration.ofHours(12), seed)
                .andDuplicates(0.1)
                .of(Traffic.day(seed))
                .stream()
                .map(Arrival.Arriving::event)
                .toList();
    }

    private static List<SpecificRecord> sorted(EventSorter sorter) {
        List<SpecificRecord> events = new ArrayList<>();
        sorter.sorted().forEachRemaining(events::add);
        return events;
    }

    private static WebEvent event(String id, long atMs) {
        WebEvent event = new WebEvent();
        event.setEventId(id);
        event.setOccurredAt(Instant.ofEpochMilli(atMs));
        event.setChannel("web");
        event.setAction(WebAction.CLICK);
        return event;
    }
}
