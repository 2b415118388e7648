package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CountedRangeTest {
    private static final Window MINUTES = Window.H1;

    @Test
    void without_events_there_is_no_range() {
        assertThat(CountedRange.of(MINUTES, new TreeMap<>())).isEmpty();
    }

    @Test
    void one_event_gives_the_end_of_its_pane() {
        SortedMap<Long, Long> totals = totals(MINUTES, List.of(90_000L));
        assertThat(CountedRange.of(MINUTES, totals)).contains(new CountedRange(120_000, 120_000));
    }

    @Test
    void an_event_that_enters_as_another_leaves_is_seen_though_the_total_stays() {
        // Given: the second comes exactly a window after the first
        SortedMap<Long, Long> totals = totals(MINUTES, List.of(0L, 3_600_000L));
        assertThat(totals).containsExactly(Map.entry(60_000L, 1L), Map.entry(7_260_000L, 0L));
        // Then
        assertThat(CountedRange.of(MINUTES, totals)).contains(new CountedRange(60_000, 3_660_000));
    }

    @Test
    void years_between_two_events_cost_nothing() {
        long laterMs = 20 * 365 * 86_400_000L;
        SortedMap<Long, Long> totals = totals(Window.M5, List.of(0L, laterMs));
        assertThat(CountedRange.of(Window.M5, totals))
                .contains(new CountedRange(10_000, laterMs + 10_000));
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void random_events_are_found_as_by_looking_at_each_of_them(Window window) {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Long> events = randomEvents(window, random);
            SortedMap<Long, Long> totals = totals(window, events);
            assertThat(CountedRange.of(window, totals))
                    .as("seed %d", seed)
                    .isEqualTo(naive(window, events));
        }
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void of_totals_that_break_off_only_what_lies_before_counts(Window window) {
        for (long seed = 0; seed < 300; seed++) {
            // Given
            Random random = new Random(seed);
            List<Long> events = randomEvents(window, random);
            long firstEnd = window.endMs(window.paneOf(events.get(0)));
            SortedMap<Long, Long> all = totals(window, events);
            List<Long> ends = all.keySet().stream().filter(end -> end >= firstEnd).toList();
            long lastEnd = ends.get(random.nextInt(ends.size()));
            List<Long> before = events.stream().filter(event -> event < lastEnd).toList();
            // When
            Optional<CountedRange> range = CountedRange.of(window, all.headMap(lastEnd + 1));
            // Then
            assertThat(range).as("seed %d", seed).isEqualTo(naive(window, before));
        }
    }

    @Test
    void totals_that_no_events_could_give_are_refused() {
        TreeMap<Long, Long> totals = new TreeMap<>(Map.of(60_000L, 2L, 120_000L, 1L));
        assertThatThrownBy(() -> CountedRange.of(MINUTES, totals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loses more events at end 120000");
    }

    private static List<Long> randomEvents(Window window, Random random) {
        List<Long> events = new ArrayList<>();
        long spread = window.lengthMs() * (1 + random.nextInt(6));
        long startMs = 1_700_000_000_000L;
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            long atMs = startMs + (long) (random.nextDouble() * spread);
            // Often a whole number of windows apart, so that one event hides another.
            int copies = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
            LongStream.range(0, copies)
                    .forEach(copy -> events.add(atMs + copy * window.lengthMs()));
        }
        events.sort(Long::compare);
        return events;
    }

    private static Optional<CountedRange> naive(Window window, List<Long> events) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        long last = events.get(events.size() - 1);
        return Optional.of(
                new CountedRange(
                        window.endMs(window.paneOf(events.get(0))),
                        window.endMs(window.paneOf(last))));
    }

    /** The totals at the ends where they change, counted one event after another. */
    private static SortedMap<Long, Long> totals(Window window, List<Long> events) {
        TreeMap<Long, Long> candidates = new TreeMap<>();
        for (long event : events) {
            long entersAt = window.endMs(window.paneOf(event));
            candidates.put(entersAt, 0L);
            candidates.put(entersAt + window.lengthMs(), 0L);
        }
        TreeMap<Long, Long> changes = new TreeMap<>();
        long before = 0;
        for (long end : candidates.keySet()) {
            long now =
                    events.stream()
                            .filter(event -> end - window.lengthMs() <= event && event < end)
                            .count();
            if (now != before) {
                changes.put(end, now);
            }
            before = now;
        }
        return changes;
    }
}
