package io.omnipulse.producers;

import io.omnipulse.schemas.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Refuses to publish where records would be lost without anybody noticing: deleted by retention at
 * once, stamped by the broker so that they look too late, turned away for their timestamp, or read
 * behind a watermark that has passed them. Pure: it decides from what was read of the topics.
 *
 * @param topics the state of each topic that may be published to or read by the engine, by name
 * @param sources the topics whose records move the engine's watermark
 * @param now the time by which ages are taken
 * @param horizon how late the engine takes an event
 * @param sentNow whether record timestamps are the time of sending rather than {@code occurred_at}
 */
public record PublishGuard(
        Map<String, TopicState> topics,
        List<String> sources,
        Instant now,
        Duration horizon,
        boolean sentNow) {
    /** How far an event may lie after its record (docs/events.md, a bad event). */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    public PublishGuard {
        topics = Map.copyOf(topics);
        sources = List.copyOf(sources);
    }

    /**
     * Between which moments the events lie that are to go to a topic.
     *
     * @param firstMs the earliest {@code occurred_at}
     * @param lastMs the latest
     */
    public record Span(long firstMs, long lastMs) {
        Span with(long atMs) {
            return new Span(Math.min(firstMs, atMs), Math.max(lastMs, atMs));
        }

        boolean holds(long atMs) {
            return firstMs <= atMs && atMs <= lastMs;
        }
    }

    /**
     * One sentence for each obstacle: what, where, why, what to do. Empty where the events may be
     * published.
     */
    public List<String> obstacles(Map<String, Span> spans) {
        List<String> obstacles = new ArrayList<>();
        long firstByOwnTime = Long.MAX_VALUE;
        for (Map.Entry<String, Span> entry : new TreeMap<>(spans).entrySet()) {
            TopicState topic =
                    topics.getOrDefault(entry.getKey(), TopicState.missing(entry.getKey()));
            if (!topic.exists()) {
                obstacles.add(missing(topic));
            } else if (sentNow || topic.appendTime()) {
                stampedNow(topic, entry.getValue()).ifPresent(obstacles::add);
            } else {
                stampedAsOccurred(topic, entry.getValue(), obstacles);
                firstByOwnTime = Math.min(firstByOwnTime, entry.getValue().firstMs());
            }
        }
        if (firstByOwnTime != Long.MAX_VALUE) {
            newerRecords(firstByOwnTime).ifPresent(obstacles::add);
        }
        return obstacles;
    }

    private static String missing(TopicState topic) {
        return "Topic "
                + topic.name()
                + " does not exist, and events are to go there: create it with `omnipulse topics create`.";
    }

    private Optional<String> stampedNow(TopicState topic, Span span) {
        String why =
                sentNow
                        ? "--sent-now makes the record timestamp the time of sending"
                        : "its message.timestamp.type is LogAppendTime, so the record timestamp is the time of arrival";
        if (span.firstMs() < now.minus(horizon).toEpochMilli()) {
            String remedy =
                    sentNow
                            ? "Leave out --sent-now."
                            : "Set message.timestamp.type=CreateTime for the import (`omnipulse topics create --timestamps"
                                    + " producer` creates topics so).";
            return Optional.of(
                    "Topic "
                            + topic.name()
                            + ": "
                            + why
                            + ", and the first event ("
                            + time(span.firstMs())
                            + ") would be too late, as it is older than the horizon of "
                            + Durations.text(horizon)
                            + ". "
                            + remedy);
        }
        if (span.lastMs() > now.plus(AHEAD).toEpochMilli()) {
            return Optional.of(
                    "Topic "
                            + topic.name()
                            + ": "
                            + why
                            + ", and the last event ("
                            + time(span.lastMs())
                            + ") would be rejected, as it lies more than "
                            + Durations.text(AHEAD)
                            + " in the future. Correct its occurred_at, or publish it when it has happened.");
        }
        return Optional.empty();
    }

    private void stampedAsOccurred(TopicState topic, Span span, List<String> obstacles) {
        long ageMs = now.toEpochMilli() - span.firstMs();
        if (ageMs > topic.retentionMs()) {
            obstacles.add(
                    "Topic "
                            + topic.name()
                            + " deletes records after "
                            + Durations.text(Duration.ofMillis(topic.retentionMs()))
                            + " (retention.ms), and the first event is of "
                            + time(span.firstMs())
                            + ": it would be gone before it is read. Raise retention.ms to at least "
                            + ageMs
                            + ", or leave out older events.");
        }
        if (ageMs > topic.maxPastMs()) {
            obstacles.add(
                    "Topic "
                            + topic.name()
                            + " turns away records older than "
                            + Durations.text(Duration.ofMillis(topic.maxPastMs()))
                            + " (message.timestamp.before.max.ms), and the first event is of "
                            + time(span.firstMs())
                            + ". Raise message.timestamp.before.max.ms to at least "
                            + ageMs
                            + ".");
        }
        long aheadMs = span.lastMs() - now.toEpochMilli();
        if (aheadMs > 0 && aheadMs > topic.maxFutureMs()) {
            obstacles.add(
                    "Topic "
                            + topic.name()
                            + " turns away records more than "
                            + Durations.text(Duration.ofMillis(topic.maxFutureMs()))
                            + " in the future (message.timestamp.after.max.ms), and the last event is of "
                            + time(span.lastMs())
                            + ". Correct its occurred_at, or publish it when it has happened.");
        }
    }

    /**
     * Any source will do: the engine's watermark is one for all, and history behind it is put
     * aside.
     */
    private Optional<String> newerRecords(long firstMs) {
        return sources.stream()
                .map(source -> topics.getOrDefault(source, TopicState.missing(source)))
                .filter(source -> source.newestMs() != TopicState.EMPTY)
                .max(Comparator.comparingLong(TopicState::newestMs))
                .filter(source -> source.newestMs() - horizon.toMillis() > firstMs)
                .map(
                        source ->
                                "Topic "
                                        + source.name()
                                        + " already holds a record of "
                                        + time(source.newestMs())
                                        + ", and the first event to publish is of "
                                        + time(firstMs)
                                        + ", more than the horizon of "
                                        + Durations.text(horizon)
                                        + " before it: the engine would put it aside into late-events. Publish history to"
                                        + " topics that hold nothing newer, leave out the older events, or compute them"
                                        + " without a cluster by `omnipulse compute`.");
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
