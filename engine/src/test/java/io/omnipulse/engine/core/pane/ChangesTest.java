package io.omnipulse.engine.core.pane;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes side by side say what a tree of them would. */
class ChangesTest {
    private static final int[] CODES = {
        MeasureCode.of(Measure.EVENTS),
        MeasureCode.of(Measure.ORDERS),
        MeasureCode.of(Measure.PAGE_VIEWS),
        MeasureCode.of(Measure.REVENUE, "EUR")
    };
    private static final int PANES = 12;

    private final Changes changes = new Changes();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whatever_is_added_and_removed_they_hold_what_a_tree_would(long seed) {
        // Given
        Random random = new Random(seed);
        NavigableMap<Long, Measures> tree = new TreeMap<>();
        for (int step = 0; step < 2_000; step++) {
            long pane = random.nextInt(PANES);
            Measures change = change(random);
            // When
            switch (random.nextInt(20)) {
                case 0 -> {
                    changes.removeUpTo(pane / 2);
                    tree.headMap(pane / 2, true).clear();
                }
                case 1, 2, 3, 4, 5, 6 -> {
                    Measures known = tree.getOrDefault(pane, new Measures()).copy();
                    changes.subtract(pane, known);
                    tree.remove(pane);
                }
                case 7 -> {
                    if (random.nextInt(10) == 0) {
                        changes.clear();
                        tree.clear();
                    }
                }
                default -> {
                    changes.add(pane, change);
                    tree.computeIfAbsent(pane, p -> new Measures()).addAll(change);
                    tree.values().removeIf(Measures::isEmpty);
                }
            }
            // Then
            assertThat(held()).as("after step %s", step).isEqualTo(tree);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void many_others_are_added_as_one_by_one(long seed) {
        // Given
        Random random = new Random(seed);
        NavigableMap<Long, Measures> tree = new TreeMap<>();
        for (int step = 0; step < 60; step++) {
            Changes others = new Changes();
            long base = random.nextInt(300);
            for (int count = random.nextInt(40); count > 0; count--) {
                others.add(base + random.nextInt(100), change(random));
            }
            long after = random.nextInt(300);
            long upTo = after + random.nextInt(200);
            // When
            changes.addAll(others, after, upTo);
            others.forEach(
                    after,
                    upTo,
                    pane ->
                            tree.computeIfAbsent(pane, p -> new Measures())
                                    .addAll(others.at(pane)));
            tree.values().removeIf(Measures::isEmpty);
            if (random.nextInt(10) == 0) {
                changes.removeUpTo(after);
                tree.headMap(after, true).clear();
            }
            // Then
            assertThat(held()).as("after step %s", step).isEqualTo(tree);
        }
        assertThat(tree).hasSizeGreaterThan(50);
    }

    @Test
    void panes_between_two_are_handed_over_in_order_without_the_first() {
        // Given
        for (long pane : new long[] {7, -3, 12, 9}) {
            changes.add(pane, one());
        }
        List<Long> between = new ArrayList<>();
        // When
        changes.forEach(-3, 9, between::add);
        // Then
        assertThat(between).containsExactly(7L, 9L);
        assertThat(changes.first()).isEqualTo(-3);
        assertThat(changes.after(9)).hasValue(12);
        assertThat(changes.after(12)).isEmpty();
    }

    @Test
    void nothing_added_is_no_change() {
        // When
        changes.add(7, new Measures());
        // Then
        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.has(7)).isFalse();
        assertThat(changes.at(7)).isEqualTo(new Measures());
    }

    @Test
    void what_is_handed_out_is_a_copy() {
        // Given
        changes.add(7, one());
        // When
        changes.at(7).addAll(one());
        // Then
        assertThat(changes.at(7)).isEqualTo(one());
    }

    private NavigableMap<Long, Measures> held() {
        NavigableMap<Long, Measures> held = new TreeMap<>();
        changes.forEach(pane -> held.put(pane, changes.at(pane)));
        return held;
    }

    private static Measures change(Random random) {
        Measures change = new Measures();
        for (int code : CODES) {
            change.add(code, random.nextInt(-2, 3));
        }
        return change;
    }

    private static Measures one() {
        Measures one = new Measures();
        one.add(CODES[0], 1);
        return one;
    }
}
