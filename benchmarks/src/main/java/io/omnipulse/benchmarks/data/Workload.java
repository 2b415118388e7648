package io.omnipulse.benchmarks.data;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What is generated. The same workload gives the same events, byte for byte.
 *
 * @param generator by whose rules
 * @param events how many, over all topics
 * @param subjects how many known customers there are; at one time, where they come and go
 * @param campaigns how many campaigns there are; at one time, where they come and go
 * @param newShare of the events, the share whose subject is a visitor never seen before or after
 * @param latenessMs how late, at most, those events arrive that are late
 * @param partitions of each topic
 * @param seed of all that is drawn
 * @param spanMs over how much event time the events are spread evenly
 */
public record Workload(
        Generator generator,
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
        // A data directory may be older than the choice.
        generator = Objects.requireNonNullElse(generator, Generator.OMNIPULSE);
        require(events >= 1, "events", "at least 1");
        require(subjects >= 1, "subjects", "at least 1");
        require(campaigns >= 1, "campaigns", "at least 1");
        require(newShare >= 0 && newShare <= 1, "new-share", "from 0 to 1");
        require(newShare == 0 || !generator.isNexmark(), "new-share", "0 with " + generator.id());
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
                generator,
                other,
                subjects,
                campaigns,
                newShare,
                latenessMs,
                partitions,
                seed,
                spanMs);
    }

    /** The same with another number of known customers. */
    public Workload ofSubjects(int other) {
        return new Workload(
                generator,
                events,
                other,
                campaigns,
                newShare,
                latenessMs,
                partitions,
                seed,
                spanMs);
    }

    /** The same with another number of campaigns. */
    public Workload ofCampaigns(int other) {
        return new Workload(
                generator, events, subjects, other, newShare, latenessMs, partitions, seed, spanMs);
    }

    /** One line for people: density decides the cost, so it belongs to each figure. */
    public String text() {
        return String.format(
                "%s: %,d events, %s, %s, %d partitions, %s of event time, seed %d",
                generator.id(),
                events,
                crowd(),
                latenessMs == 0 ? "none late" : late() + " up to " + duration(latenessMs) + " late",
                partitions,
                duration(spanMs),
                seed);
    }

    private String crowd() {
        return switch (generator) {
            case OMNIPULSE ->
                    String.format(
                            "%,d customers, %,d campaigns, %.0f %% of the events by new visitors",
                            subjects, campaigns, newShare * 100);
            case YAHOO ->
                    String.format(
                            "%s, %,d campaigns of %d ads",
                            newShare == 1
                                    ? "each by a user of its own"
                                    : String.format(
                                            "%,d users, %.0f %% of the events by users of their own",
                                            subjects, newShare * 100),
                            campaigns,
                            YahooRules.ADS_OF_A_CAMPAIGN);
            case NEXMARK_Q5, NEXMARK_Q16 ->
                    String.format("%,d people and %,d auctions at a time", subjects, campaigns);
        };
    }

    private String late() {
        return switch (generator) {
            case OMNIPULSE -> "a fifth of the events";
            case YAHOO -> "one event in 100,000";
            case NEXMARK_Q5, NEXMARK_Q16 -> "a tenth of the events";
        };
    }

    private static String duration(long ms) {
        return Duration.ofMillis(ms).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
