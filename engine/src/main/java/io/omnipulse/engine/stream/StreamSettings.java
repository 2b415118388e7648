package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.EventKeys;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the topology must know of its surroundings.
 *
 * @param applicationId the prefix of its own topics and of its consumer group
 * @param version the application's version, in every row it publishes
 * @param sources the input topics and how many partitions each has
 * @param homePartitions over how many partitions subjects are spread; at least each input's count
 * @param cutPartitions over how many partitions cuts are spread
 * @param windows the rolling windows, shortest first
 * @param horizon how late an event may be
 * @param lookback how long a touch explains what follows it
 * @param finality how long after its end, by the watermark, a row becomes final
 * @param aheadTolerance how far an event may lie after its record's timestamp
 * @param sourcesEndMs for sources that end, how far one counts once it is read to its end; empty
 *     for sources that go on
 * @param linksFromEvents whether a web event that bears a visitor and a customer links them
 * @param tick how often the clock asks for a commit, and with it for marks
 * @param alerts how conversion is watched; empty where it is not
 * @param outputs the topics that it writes
 */
public record StreamSettings(
        String applicationId,
        int version,
        SortedMap<String, Integer> sources,
        int homePartitions,
        int cutPartitions,
        List<Window> windows,
        Duration horizon,
        Duration lookback,
        Duration finality,
        Duration aheadTolerance,
        OptionalLong sourcesEndMs,
        boolean linksFromEvents,
        Duration tick,
        Optional<WatchSettings> alerts,
        Outputs outputs) {
    public StreamSettings {
        sources = new TreeMap<>(sources);
        windows = List.copyOf(windows);
        sources.forEach(
                (topic, partitions) -> {
                    if (partitions > homePartitions) {
                        throw new IllegalArgumentException(
                                topic
                                        + " has "
                                        + partitions
                                        + " partitions, but home-partitions is "
                                        + homePartitions
                                        + ": raise home-partitions, and version with it, since subjects move");
                    }
                });
    }

    /** The same, with conversion watched in another way. */
    public StreamSettings watching(Optional<WatchSettings> other) {
        return with(sources, sourcesEndMs, other);
    }

    /** The same, with sources that end, or go on. */
    public StreamSettings ending(OptionalLong other) {
        return with(sources, other, alerts);
    }

    /** The same over other sources. */
    public StreamSettings reading(SortedMap<String, Integer> other) {
        return with(other, sourcesEndMs, alerts);
    }

    private StreamSettings with(
            SortedMap<String, Integer> ofSources,
            OptionalLong ofEnd,
            Optional<WatchSettings> ofAlerts) {
        return new StreamSettings(
                applicationId,
                version,
                ofSources,
                homePartitions,
                cutPartitions,
                windows,
                horizon,
                lookback,
                finality,
                aheadTolerance,
                ofEnd,
                linksFromEvents,
                tick,
                ofAlerts,
                outputs);
    }

    /** Whether the sources end. */
    public boolean bounded() {
        return sourcesEndMs.isPresent();
    }

    /** Whether a watermark is as far as it comes, since the sources have ended. */
    public boolean isEnd(long watermarkMs) {
        return bounded() && watermarkMs >= sourcesEndMs.getAsLong();
    }

    /** Whether conversion is watched: never in a run over the past, which ends. */
    boolean watches() {
        return alerts.isPresent() && !bounded();
    }

    Rules rules() {
        return new Rules(horizon, lookback, windows, followsIdentity());
    }

    /** Whether links between visitors and customers can come at all. */
    boolean followsIdentity() {
        return linksFromEvents || sources.containsKey(Topics.IDENTITY_LINKS);
    }

    /**
     * Through how many doors in turn what an event changes may pass before it reaches a partial: a
     * link goes from its customer's home to the visitor's, and what the visitor did comes back.
     */
    int rounds() {
        return followsIdentity() ? 3 : 1;
    }

    /** Where a subject is at home. */
    int homeOf(Subject subject) {
        return EventKeys.partitionFor(subject.id(), homePartitions);
    }

    /** The topic through which events reach their home partition, and marks every task. */
    public String bySubjectTopic() {
        return bySubjectTopic(applicationId);
    }

    /** The same of another application. */
    public static String bySubjectTopic(String applicationId) {
        return applicationId + "-by-subject";
    }

    /** The topic through which partials reach the room of their cut. */
    public String byCutTopic() {
        return applicationId + "-by-cut";
    }
}
