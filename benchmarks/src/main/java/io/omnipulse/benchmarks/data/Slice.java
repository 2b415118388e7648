package io.omnipulse.benchmarks.data;

import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.util.List;

/**
 * A part of a workload for programs too slow for all of it: all the events of one subject in so
 * many. So the density of each subject's events, and the time they span, stay what they are.
 *
 * @param every one subject in so many; 1 for all
 */
public record Slice(int every) {
    /** All subjects. */
    public static final Slice ALL = new Slice(1);

    private static final List<String> SOURCES =
            List.of(Topics.WEB_EVENTS, Topics.POS_SALES, Topics.SURVEY_ANSWERS);

    /** The slice that holds about so many of the workload's events. */
    public static Slice ofAbout(long events, Workload workload) {
        return new Slice((int) Math.max(1, Math.round((double) workload.events() / events)));
    }

    public boolean holds(Occurrence event) {
        return every == 1 || Math.floorMod(event.subject() * 0x9E3779B9, every) == 0;
    }

    /** The topic of this slice in place of one of the contract. */
    public String named(String topic) {
        return every == 1 ? topic : "slice-" + every + "-" + topic;
    }

    /** The topics of this slice. */
    public List<String> topics() {
        return SOURCES.stream().map(this::named).toList();
    }

    /** The same as the contract has them, but with the producer's clock, and kept for ever. */
    List<TopicSpec> specs() {
        return SOURCES.stream()
                .map(
                        topic ->
                                Topics.spec(topic)
                                        .orElseThrow()
                                        .withTimestamps(TopicSpec.Timestamps.PRODUCER)
                                        .withRetention(Duration.ofDays(36_500))
                                        .named(named(topic)))
                .toList();
    }
}
