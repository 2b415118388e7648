package io.omnipulse.engine.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a backfill reads, and which rows it gives. It is made once; whoever joins the backfill, or
 * starts it again, goes by the same.
 *
 * @param version the application version of the twin
 * @param fromMs the first end that is wanted, in milliseconds since 1970; Long.MIN_VALUE for the
 *     first there is
 * @param toMs the last end that is wanted
 * @param takenAtMs when the end offsets were taken, by the broker's clock or ours
 * @param warmUpMs how far before the first row reading begins
 * @param horizonMs how late an event may be
 * @param settings a mark of the KPIs' definitions and of whatever else decides the rows, so that a
 *     run is not gone on with by others
 * @param stretches what is read of each partition
 */
public record BackfillPlan(
        int version,
        long fromMs,
        long toMs,
        long takenAtMs,
        long warmUpMs,
        long horizonMs,
        String settings,
        List<Stretch> stretches) {
    public BackfillPlan {
        stretches = List.copyOf(stretches);
        if (toMs <= fromMs) {
            throw new IllegalArgumentException(
                    "--to ("
                            + Instant.ofEpochMilli(toMs)
                            + ") must be after --from ("
                            + Instant.ofEpochMilli(fromMs)
                            + ")");
        }
    }

    /**
     * How far a source counts that is read to its end: whatever comes after was sent later, so it
     * cannot change what ended a horizon before. Nothing is called settled early.
     */
    public long sourcesEndMs() {
        return Math.min(takenAtMs, toMs + horizonMs);
    }

    /** Rows that end up to here are settled once all is read. */
    public long settledToMs() {
        return sourcesEndMs() - horizonMs;
    }

    /** From where on rows are whole, where retention has deleted what the first ones would need. */
    public OptionalLong wholeFromMs() {
        return stretches.stream()
                .mapToLong(Stretch::lostUntilMs)
                .filter(lost -> lost >= 0)
                .map(lost -> lost + warmUpMs)
                .max();
    }

    /** The input topics and how many partitions each had. */
    public SortedMap<String, Integer> partitionsOfSources() {
        SortedMap<String, Integer> sources = new TreeMap<>();
        stretches.forEach(stretch -> sources.merge(stretch.topic(), 1, Integer::sum));
        return sources;
    }

    /**
     * Whether rows may rest on events that are not read: the replay does not begin at the first.
     */
    public boolean hasUnreadPast() {
        return fromMs != Long.MIN_VALUE || wholeFromMs().isPresent();
    }

    public long records() {
        return stretches.stream().mapToLong(Stretch::records).sum();
    }

    /** Empty where a broker does not say. */
    public OptionalLong bytes() {
        return stretches.stream().anyMatch(stretch -> stretch.bytes() < 0)
                ? OptionalLong.empty()
                : OptionalLong.of(stretches.stream().mapToLong(Stretch::bytes).sum());
    }

    public Duration warmUp() {
        return Duration.ofMillis(warmUpMs);
    }

    Map<TopicPartition, Long> starts() {
        Map<TopicPartition, Long> starts = new HashMap<>();
        stretches.forEach(s -> starts.put(new TopicPartition(s.topic(), s.partition()), s.start()));
        return starts;
    }

    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        stretches.forEach(s -> ends.put(new TopicPartition(s.topic(), s.partition()), s.end()));
        return ends;
    }
}
