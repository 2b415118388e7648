package io.omnipulse.producers;

/**
 * What decides whether records of a given age may go to a topic.
 *
 * @param name the topic
 * @param exists false where there is no such topic; then nothing else is known
 * @param appendTime whether the broker writes its own time over the record timestamp
 * @param retentionMs how long records stay by their timestamp; {@link #UNLIMITED} for ever
 * @param maxPastMs how far a record timestamp may lie before the broker's clock; {@link #UNLIMITED}
 *     for any
 * @param maxFutureMs how far it may lie after it; {@link #UNLIMITED} for any
 * @param newestMs the newest record timestamp in any partition; {@link #EMPTY} where there is no
 *     record
 */
public record TopicState(
        String name,
        boolean exists,
        boolean appendTime,
        long retentionMs,
        long maxPastMs,
        long maxFutureMs,
        long newestMs) {
    public static final long UNLIMITED = Long.MAX_VALUE;
    public static final long EMPTY = Long.MIN_VALUE;

    static TopicState missing(String name) {
        return new TopicState(name, false, false, UNLIMITED, UNLIMITED, UNLIMITED, EMPTY);
    }
}
