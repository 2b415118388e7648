package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be done when: one time for each item at most. */
class AgendaTest {
    private final Agenda<String> agenda = new Agenda<>();
    private final Map<String, Agenda.Entry<String>> entries = new HashMap<>();

    @Test
    void items_are_taken_when_their_time_has_come_earliest_first() {
        // Given
        set("noon", 12);
        set("morning", 8);
        set("evening", 20);
        // When
        List<String> due = agenda.takeUpTo(12);
        // Then
        assertThat(due).containsExactly("morning", "noon");
        assertThat(agenda.takeUpTo(19)).isEmpty();
        assertThat(agenda.takeUpTo(20)).containsExactly("evening");
    }

    @Test
    void a_new_time_replaces_the_old_one() {
        // Given
        set("call", 8);
        set("call", 12);
        set("call", 12);
        // When
        List<String> due = agenda.takeUpTo(11);
        // Then
        assertThat(due).isEmpty();
        assertThat(agenda.takeUpTo(12)).containsExactly("call");
    }

    @Test
    void an_item_without_a_time_is_struck_off() {
        // Given
        set("call", 8);
        set("mail", 8);
        // When
        strikeOff("call");
        strikeOff("nothing");
        // Then
        assertThat(agenda.takeUpTo(Long.MAX_VALUE)).containsExactly("mail");
    }

    @Test
    void what_was_taken_may_be_set_again_for_the_same_time() {
        // Given
        set("call", 8);
        agenda.takeUpTo(8);
        // When
        set("call", 8);
        // Then
        assertThat(agenda.takeUpTo(8)).containsExactly("call");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void however_often_times_change_each_item_is_taken_once_at_its_last(long seed) {
        // Given
        Random random = new Random(seed);
        Map<String, Long> times = new TreeMap<>();
        for (int step = 0; step < 3_000; step++) {
            String item = "item " + random.nextInt(20);
            // When
            switch (random.nextInt(10)) {
                case 0 -> {
                    strikeOff(item);
                    times.remove(item);
                }
                case 1 -> {
                    long now = random.nextInt(10);
                    List<String> due = agenda.takeUpTo(now);
                    // Then
                    Set<String> expected = new HashSet<>(times.keySet());
                    expected.removeIf(one -> times.getOrDefault(one, 0L) > now);
                    assertThat(due).containsExactlyInAnyOrderElementsOf(expected);
                    times.keySet().removeAll(expected);
                }
                default -> {
                    long time = random.nextInt(10);
                    set(item, time);
                    times.put(item, time);
                }
            }
            assertThat(agenda.first().isEmpty()).isEqualTo(times.isEmpty());
            times.values().stream()
                    .min(Long::compare)
                    .ifPresent(first -> assertThat(agenda.first()).hasValue(first));
        }
    }

    private void set(String item, long atMs) {
        agenda.set(entry(item), OptionalLong.of(atMs));
    }

    private void strikeOff(String item) {
        agenda.set(entry(item), OptionalLong.empty());
    }

    private Agenda.Entry<String> entry(String item) {
        return entries.computeIfAbsent(item, Agenda.Entry::new);
    }
}
