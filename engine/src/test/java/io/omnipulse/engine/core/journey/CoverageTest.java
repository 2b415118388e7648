package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coverage counts an entity once in each window that holds it: what plain sets would say. */
class CoverageTest {
    private static final Shown CUSTOMERS = Shown.of(Coverage.OF_CUSTOMERS, Measure.CUSTOMERS);
    private static final Shown REACHED = Shown.of(Coverage.OF_CUSTOMERS, Measure.REACHED);

    private final Coverage coverage = new Coverage(Coverage.OF_CUSTOMERS);
    private final Contributed contributed = new Contributed();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void an_entity_is_counted_once_in_exactly_the_windows_that_hold_it(long seed) {
        // Given
        Random random = new Random(seed);
        SortedSet<Long> times = new TreeSet<>();
        long atMs = Facts.ms("10:00");
        for (int i = 0; i < 40; i++) {
            times.add(atMs);
            atMs +=
                    random.nextInt(4) == 0
                            ? random.nextLong(Window.H1.lengthMs() * 2)
                            : random.nextLong(Window.M5.lengthMs() * 2);
        }
        // When
        times.forEach(
                time -> coverage.touch(CUSTOMERS, List.of(Cut.TOTAL), time, contributed.adding()));
        // Then
        for (Window window : List.of(Window.M5, Window.H1)) {
            long last = window.paneOf(times.last()) + window.panes() + 2;
            for (long pane = window.paneOf(times.first()) - 2; pane <= last; pane++) {
                long startMs = window.endMs(pane) - window.lengthMs();
                boolean held = !times.subSet(startMs, window.endMs(pane)).isEmpty();
                assertThat(
                                contributed.distinct(
                                        Cut.TOTAL,
                                        Measure.CUSTOMERS,
                                        window,
                                        window.endMs(pane) - 1))
                        .as("window %s that ends with pane %s", window.label(), pane)
                        .isEqualTo(held ? 1 : 0);
            }
        }
    }

    @Test
    void each_cut_and_each_condition_is_covered_apart() {
        // Given
        Cut spring = new Cut("spring", "web");
        coverage.touch(CUSTOMERS, List.of(Cut.TOTAL), Facts.ms("10:00"), contributed.adding());
        // When
        coverage.touch(
                CUSTOMERS, List.of(spring, Cut.TOTAL), Facts.ms("10:01"), contributed.adding());
        coverage.touch(REACHED, List.of(Cut.TOTAL), Facts.ms("10:01"), contributed.adding());
        // Then
        assertThat(contributed.distinct(spring, Measure.CUSTOMERS, Window.H1, "11:00")).isOne();
        assertThat(contributed.distinct(Cut.TOTAL, Measure.REACHED, Window.H1, "11:00")).isOne();
        assertThat(contributed.distinct(Cut.TOTAL, Measure.CUSTOMERS, Window.H1, "11:01")).isZero();
    }

    @Test
    void walking_through_the_past_contributes_nothing_and_remembers_everything() {
        // Given
        coverage.touch(
                CUSTOMERS,
                List.of(Cut.TOTAL),
                Facts.ms("10:00"),
                contributed.to().in(Contributions.Mode.IGNORE));
        boolean nothing = contributed.all().isEmpty();
        // When
        coverage.touch(CUSTOMERS, List.of(Cut.TOTAL), Facts.ms("10:00:30"), contributed.adding());
        // Then
        assertThat(nothing).isTrue();
        assertThat(contributed.distinct(Cut.TOTAL, Measure.CUSTOMERS, Window.H1, "10:30"))
                .isZero(); // the same pane
        assertThat(contributed.distinct(Cut.TOTAL, Measure.CUSTOMERS, Window.M5, "10:05:20"))
                .isOne(); // the last of five minutes
    }

    @Test
    void forgetting_keeps_a_cut_as_long_as_any_window_may_hold_it() {
        // Given
        coverage.touch(CUSTOMERS, List.of(Cut.TOTAL), Facts.ms("10:00"), contributed.adding());
        long lastMs = Facts.ms("10:00") + Window.D90.lengthMs() + Window.D90.paneMs();
        // When
        coverage.forgetBefore(lastMs);
        // Then
        assertThat(coverage.byCut()).containsOnlyKeys(Cut.TOTAL);
        coverage.forgetBefore(lastMs + 1);
        assertThat(coverage.isEmpty()).isTrue();
    }

    @Test
    void of_many_cuts_each_keeps_its_own_times() {
        // Given
        List<Cut> cuts = IntStream.range(0, 100).mapToObj(i -> new Cut("c" + i, "web")).toList();
        cuts.forEach(
                cut ->
                        coverage.touch(
                                CUSTOMERS, List.of(cut), Facts.ms("10:00"), contributed.adding()));
        // When
        coverage.touch(CUSTOMERS, List.of(cuts.get(70)), Facts.ms("10:01"), contributed.adding());
        // Then
        assertThat(coverage.byCut())
                .hasSize(100)
                .hasEntrySatisfying(cuts.get(70), at -> assertThat(at).contains(Facts.ms("10:01")))
                .hasEntrySatisfying(cuts.get(69), at -> assertThat(at).contains(Facts.ms("10:00")));
    }
}
