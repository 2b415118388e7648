package io.omnipulse.benchmarks.data;

import java.time.Duration;
import java.util.Locale;

/**
 * What is generated. The same workload gives the same events, byte for byte.
 *
 * @param events how many, over all topics
 * @param subjects how many known customers there are
 * @param campaigns how many campaigns; the first has a fifth of all events
 * @param newShare of the events, the share whose subject is a visitor never seen before or after
 * @param latenessMs how late, at most, a fifth of the events arrive
 * @param partitions of each topic
 * @param seed of all that is drawn
 * @param spanMs over how much event time the events are spread evenly
 */
public record Workload(
        long events,
        int subjects,
        int campaigns,
        double newShare,
        long latenessMs,
        int partitions,
        long seed,
        long spanMs) {
    /** When the events begin: a time of day at which windows of all lengths begin. */
    public static final long BEGINS_MS = 1_767_600_000_000L; // 2026-01-05T08:00:00Z

    public Workload {
        require(events >= 1, "events", "at least 1");
        require(subjects >= 1, "subjects", "at least 1");
        require(campaigns >= 1, "campaigns", "at least 1");
        require(newShare >= 0 && newShare <= 1, "new-share", "from 0 to 1");
        require(latenessMs >= 0, "lateness", "0 or more");
        require(partitions >= 1 && partitions <= 512, "partitions", "from 1 to 512");
        require(
                spanMs >= Duration.ofMinutes(1).toMillis()
                        && spanMs <= Duration.ofDays(30).toMillis(),
                "span",
                "from 1 min to 30 days");
    }

    private static void require(boolean holds, String option, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("--" + option + " must be " + allowed);
        }
    }

    public long endsMs() {
        return BEGINS_MS + spanMs;
    }

    /** The same with another number of events. */
    public Workload ofEvents(long other) {
        return new Workload(
                other, subjects, campaigns, newShare, latenessMs, partitions, seed, spanMs);
    }

    /** The same with another number of known customers. */
    public Workload ofSubjects(int other) {
        return new Workload(
                events, other, campaigns, newShare, latenessMs, partitions, seed, spanMs);
    }

    /** The same with another number of campaigns. */
    public Workload ofCampaigns(int other) {
        return new Workload(
                events, subjects, other, newShare, latenessMs, partitions, seed, spanMs);
    }

    /** One line for people: density decides the cost, so it belongs to each figure. */
    public String text() {
        return String.format(
                "%,d events, %,d customers, %,d campaigns, %.0f %% of the events by new visitors, a fifth of the events up to %s late, %d"
                        + " partitions, %s of event time, seed %d",
                events,
                subjects,
                campaigns,
                newShare * 100,
                Duration.ofMillis(latenessMs).toString().substring(2).toLowerCase(Locale.ROOT),
                partitions,
                Duration.ofMillis(spanMs).toString().substring(2).toLowerCase(Locale.ROOT),
                seed);
    }
}
