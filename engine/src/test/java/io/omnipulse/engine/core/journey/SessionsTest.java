package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Facts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which session an interaction belongs to, and when that session is engaged. */
class SessionsTest {
    private final Sessions sessions = new Sessions();

    @Test
    void a_pause_of_exactly_thirty_minutes_does_not_split_a_session() {
        // Given
        Session first = read(Facts.web("a", "10:00", Action.CLICK));
        // When
        Session second = read(Facts.web("b", "10:30", Action.CLICK));
        // Then
        assertThat(second).isSameAs(first);
    }

    @Test
    void a_longer_pause_opens_another_session() {
        // Given
        Session first = read(Facts.web("a", "10:00", Action.CLICK));
        // When
        Session second = read(Facts.web("b", "10:30:00.001", Action.CLICK));
        // Then
        assertThat(second).isNotSameAs(first);
    }

    @Test
    void a_pause_counts_from_the_last_interaction_not_from_the_first() {
        // Given
        Session first = read(Facts.web("a", "10:00", Action.CLICK));
        read(Facts.web("b", "10:20", Action.CLICK));
        // When
        Session third = read(Facts.web("c", "10:50", Action.CLICK));
        // Then
        assertThat(third).isSameAs(first);
    }

    @Test
    void a_named_session_is_not_split_by_a_pause() {
        // Given
        Session first = read(Facts.web("a", "03-02 10:00", Action.CLICK).session("s"));
        // When
        Session second = read(Facts.web("b", "03-03 10:00", Action.CLICK).session("s"));
        // Then
        assertThat(second).isSameAs(first);
    }

    @Test
    void an_event_more_than_a_day_after_the_first_opens_another_session_of_the_name() {
        // Given
        Session first = read(Facts.web("a", "03-02 10:00", Action.CLICK).session("s"));
        read(Facts.web("b", "03-03 09:59", Action.CLICK).session("s"));
        // When
        Session third = read(Facts.web("c", "03-03 10:00:00.001", Action.CLICK).session("s"));
        // Then
        assertThat(third).isNotSameAs(first);
    }

    @Test
    void named_and_unnamed_sessions_neither_join_nor_bridge_each_other() {
        // Given
        Session unnamed = read(Facts.web("a", "10:00", Action.CLICK));
        Session named = read(Facts.web("b", "10:20", Action.CLICK).session("s"));
        // When
        Session later = read(Facts.web("c", "10:40", Action.CLICK));
        // Then
        assertThat(named).isNotSameAs(unnamed);
        assertThat(later).isNotSameAs(unnamed).isNotSameAs(named);
    }

    @Test
    void forgetting_keeps_the_sessions_that_may_still_go_on() {
        // Given
        Session named = read(Facts.web("a", "03-02 10:00", Action.CLICK).session("s"));
        Session unnamed = read(Facts.web("b", "03-03 09:30", Action.CLICK));
        // When
        sessions.forgetBefore(Facts.ms("03-03 10:00"));
        // Then
        assertThat(read(Facts.web("c", "03-03 10:00", Action.CLICK).session("s"))).isSameAs(named);
        assertThat(read(Facts.web("d", "03-03 10:00", Action.CLICK))).isSameAs(unnamed);
    }

    @Test
    void forgetting_drops_the_sessions_that_nothing_can_continue() {
        // Given
        read(Facts.web("a", "03-02 10:00", Action.CLICK).session("s"));
        read(Facts.web("b", "03-03 09:30", Action.CLICK));
        // When
        sessions.forgetBefore(Facts.ms("03-03 10:00:00.001"));
        // Then
        assertThat(sessions.named).isEmpty();
        assertThat(sessions.unnamed).isNull();
    }

    @Test
    void the_first_interaction_lasts_nothing_and_each_later_one_adds_its_pause() {
        // Given
        Session session = sessions.of(Facts.web("a", "10:00", Action.CLICK).event());
        // When
        long first = session.extendBy(Facts.web("a", "10:00", Action.CLICK).event());
        long second = session.extendBy(Facts.web("b", "10:00:07", Action.CLICK).event());
        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(Duration.ofSeconds(7).toMillis());
    }

    @Test
    void a_session_of_ten_seconds_is_not_engaged_yet() {
        // Given
        read(Facts.web("a", "10:00", Action.CLICK));
        // When
        Session session = read(Facts.web("b", "10:00:10", Action.CLICK));
        // Then
        assertThat(session.engaged).isFalse();
    }

    @Test
    void a_session_of_more_than_ten_seconds_is_engaged() {
        // Given
        read(Facts.web("a", "10:00", Action.CLICK));
        // When
        Session session = read(Facts.web("b", "10:00:10.001", Action.CLICK));
        // Then
        assertThat(session.engaged).isTrue();
    }

    @Test
    void attention_of_ten_seconds_does_not_engage_and_a_millisecond_more_does() {
        // Given
        Session session = read(Facts.web("a", "10:00", Action.CLICK).engaged(10_000));
        boolean before = session.engaged;
        // When
        read(Facts.web("b", "10:00", Action.CLICK).engaged(1));
        // Then
        assertThat(before).isFalse();
        assertThat(session.engaged).isTrue();
    }

    @Test
    void attention_beyond_all_measure_does_not_overflow() {
        // Given
        read(Facts.web("a", "10:00", Action.CLICK).engaged(Long.MAX_VALUE));
        // When
        Session session = read(Facts.web("b", "10:00", Action.CLICK).engaged(Long.MAX_VALUE));
        // Then
        assertThat(session.engaged).isTrue();
        assertThat(session.engagedMs).isPositive();
    }

    @Test
    void two_views_engage_whatever_is_viewed() {
        // Given
        boolean afterOne = read(Facts.web("a", "10:00", Action.PAGE_VIEW)).engaged;
        // When
        boolean afterTwo = read(Facts.web("b", "10:00", Action.PRODUCT_VIEW)).engaged;
        // Then
        assertThat(afterOne).isFalse();
        assertThat(afterTwo).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"PURCHASE", "SIGN_UP", "SUBSCRIBE"})
    void what_is_wanted_engages_at_once_and_for_good(Action action) {
        // Given
        read(Facts.web("a", "10:00", action));
        // When
        Session session = read(Facts.web("b", "10:00", Action.CLICK));
        // Then
        assertThat(session.engaged).isTrue();
    }

    private Session read(Facts facts) {
        Session session = sessions.of(facts.event());
        session.extendBy(facts.event());
        return session;
    }
}
