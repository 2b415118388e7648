package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is to be done when: one time for each item at most. */
class AgendaTest {
    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void items_are_taken_when_their_time_has_come_earliest_first() {
        // Given
        agenda.set("noon", OptionalLong.of(12));
        agenda.set("morning", OptionalLong.of(8));
        agenda.set("evening", OptionalLong.of(20));
        // When
        Set<String> due = agenda.takeUpTo(12);
        // Then
        assertThat(due).containsExactly("morning", "noon");
        assertThat(agenda.takeUpTo(19)).isEmpty();
        assertThat(agenda.takeUpTo(20)).containsExactly("evening");
    }

    @Test
    void a_new_time_replaces_the_old_one() {
        // Given
        agenda.set("call", OptionalLong.of(8));
        agenda.set("call", OptionalLong.of(12));
        agenda.set("call", OptionalLong.of(12));
        // When
        Set<String> due = agenda.takeUpTo(11);
        // Then
        assertThat(due).isEmpty();
        assertThat(agenda.takeUpTo(12)).containsExactly("call");
    }

    @Test
    void an_item_without_a_time_is_struck_off() {
        // Given
        agenda.set("call", OptionalLong.of(8));
        agenda.set("mail", OptionalLong.of(8));
        // When
        agenda.set("call", OptionalLong.empty());
        agenda.set("nothing", OptionalLong.empty());
        // Then
        assertThat(agenda.takeUpTo(Long.MAX_VALUE)).containsExactly("mail");
    }

    @Test
    void what_was_taken_may_be_set_again_for_the_same_time() {
        // Given
        agenda.set("call", OptionalLong.of(8));
        agenda.takeUpTo(8);
        // When
        agenda.set("call", OptionalLong.of(8));
        // Then
        assertThat(agenda.takeUpTo(8)).containsExactly("call");
    }
}
