package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.producers.PublishGuard.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PublishGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration HORIZON = Duration.ofDays(2);
    private static final String WEB = "web-events";
    private static final String POS = "pos-sales";

    private final Map<String, TopicState> topics = new HashMap<>();

    @Test
    void recent_events_may_go_to_empty_topics_of_either_clock() {
        topic(WEB, true, Duration.ofDays(92), TopicState.EMPTY);
        topic(POS, false, Duration.ofDays(92), TopicState.EMPTY);
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(47, 0), POS, hoursAgo(47, 0)))).isEmpty();
    }

    @Test
    void a_topic_that_is_missing_is_named_with_the_command_that_makes_it() {
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(1, 0))))
                .singleElement()
                .asString()
                .contains("Topic web-events does not exist", "omnipulse topics create");
    }

    @Test
    void history_is_kept_from_a_topic_that_would_delete_it() {
        topic(WEB, false, Duration.ofDays(7), TopicState.EMPTY);
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(24 * 8, 24))))
                .singleElement()
                .asString()
                .contains(
                        "deletes records after 7d",
                        "2026-11-14T12:00:00Z",
                        "Raise retention.ms to at least 691200000");
    }

    @Test
    void history_of_exactly_the_retention_is_let_through() {
        topic(WEB, false, Duration.ofDays(7), TopicState.EMPTY);
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(24 * 7, 24)))).isEmpty();
    }

    @Test
    void history_is_kept_from_a_topic_that_stamps_the_time_of_arrival() {
        topic(WEB, true, Duration.ofDays(92), TopicState.EMPTY);
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(49, 24))))
                .singleElement()
                .asString()
                .contains("LogAppendTime", "too late", "horizon of 2d", "CreateTime");
    }

    @Test
    void history_is_not_stamped_now() {
        topic(WEB, false, Duration.ofDays(92), TopicState.EMPTY);
        assertThat(obstacles(true, Map.of(WEB, hoursAgo(49, 24))))
                .singleElement()
                .asString()
                .contains("--sent-now", "too late");
    }

    @Test
    void events_of_the_future_are_not_stamped_now() {
        topic(WEB, true, Duration.ofDays(92), TopicState.EMPTY);
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(1, -1))))
                .singleElement()
                .asString()
                .contains("more than 5m in the future");
    }

    @Test
    void a_topic_that_turns_old_or_future_records_away_is_named_with_its_setting() {
        long hourMs = Duration.ofHours(1).toMillis();
        long dayMs = 24 * hourMs;
        topics.put(
                WEB,
                new TopicState(
                        WEB, true, false, TopicState.UNLIMITED, dayMs, hourMs, TopicState.EMPTY));
        List<String> obstacles = obstacles(false, Map.of(WEB, hoursAgo(25, -2)));
        assertThat(obstacles).hasSize(2);
        assertThat(obstacles.get(0)).contains("message.timestamp.before.max.ms", "older than 1d");
        assertThat(obstacles.get(1))
                .contains("message.timestamp.after.max.ms", "more than 1h in the future");
    }

    @Test
    void history_is_not_put_behind_newer_records_of_any_source() {
        topic(WEB, false, Duration.ofDays(92), TopicState.EMPTY);
        topic(POS, true, Duration.ofDays(92), NOW.toEpochMilli());
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(72, 60))))
                .singleElement()
                .asString()
                .contains(
                        "Topic pos-sales already holds a record of 2026-11-22T12:00:00Z",
                        "late-events",
                        "compute");
    }

    @Test
    void records_newer_by_no_more_than_the_horizon_do_no_harm() {
        topic(WEB, false, Duration.ofDays(92), NOW.minus(Duration.ofHours(24)).toEpochMilli());
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(72, 60)))).isEmpty();
    }

    @Test
    void topics_that_are_no_sources_hold_nothing_back() {
        topic(WEB, false, Duration.ofDays(92), TopicState.EMPTY);
        topic("ad-spend", false, Duration.ofDays(92), NOW.toEpochMilli());
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(72, 60)))).isEmpty();
    }

    @Test
    void every_obstacle_is_told_at_once() {
        topic(WEB, false, Duration.ofDays(1), NOW.toEpochMilli());
        assertThat(obstacles(false, Map.of(WEB, hoursAgo(72, 0), "ad-spend", hoursAgo(1, 0))))
                .hasSize(3);
    }

    private void topic(String name, boolean appendTime, Duration retention, long newestMs) {
        topics.put(
                name,
                new TopicState(
                        name,
                        true,
                        appendTime,
                        retention.toMillis(),
                        TopicState.UNLIMITED,
                        TopicState.UNLIMITED,
                        newestMs));
    }

    private List<String> obstacles(boolean sentNow, Map<String, Span> spans) {
        return new PublishGuard(topics, List.of(WEB, POS), NOW, HORIZON, sentNow).obstacles(spans);
    }

    private static Span hoursAgo(long first, long last) {
        return new Span(
                NOW.minus(Duration.ofHours(first)).toEpochMilli(),
                NOW.minus(Duration.ofHours(last)).toEpochMilli());
    }
}
