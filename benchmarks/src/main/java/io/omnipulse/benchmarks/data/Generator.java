package io.omnipulse.benchmarks.data;

import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By whose rules events are drawn, and the sizes that these rules name. What is mapped to what is
 * in docs/performance.md.
 */
public enum Generator {
    /** The benchmarks' own: all three topics. */
    OMNIPULSE("omnipulse", 500_000, 50, 0.05, Duration.ofSeconds(30), null),
    /** The advertisements of the Yahoo Streaming Benchmark, as a backlog. */
    YAHOO("yahoo", 100, 100, 1, Duration.ZERO, Window.M5),
    /** Nexmark's auction house; an auction is a campaign. */
    NEXMARK_Q5("nexmark-q5", 1_000, 100, 0, Duration.ofSeconds(3), Window.H1),
    /** Nexmark's auction house; a channel is a channel. */
    NEXMARK_Q16("nexmark-q16", 1_000, 100, 0, Duration.ofSeconds(3), Window.H24);

    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final String id;
    private final int subjects;
    private final int campaigns;
    private final double newShare;
    private final long latenessMs;
    private final @Nullable Window window;

    Generator(
            String id,
            int subjects,
            int campaigns,
            double newShare,
            Duration lateness,
            @Nullable Window window) {
        this.id = id;
        this.subjects = subjects;
        this.campaigns = campaigns;
        this.newShare = newShare;
        this.latenessMs = lateness.toMillis();
        this.window = window;
    }

    /** The name that users see. */
    public String id() {
        return id;
    }

    /** Our window for the published question; empty where there is no such question. */
    public Optional<Window> window() {
        return Optional.ofNullable(window);
    }

    /** Those with rules published elsewhere. */
    public static List<Generator> published() {
        return Arrays.stream(values()).filter(generator -> generator != OMNIPULSE).toList();
    }

    /**
     * The workload in the sizes that its rules name.
     *
     * @param events how many
     */
    public Workload workload(long events, int partitions, long seed) {
        return new Workload(
                this,
                events,
                subjects,
                campaigns,
                newShare,
                latenessMs,
                partitions,
                seed,
                spanMs(events));
    }

    /** Yahoo's events are ten milliseconds apart; no other rules depend on time. */
    private long spanMs(long events) {
        return this == YAHOO
                ? Math.max(SHORTEST.toMillis(), events * YahooRules.EVENT_MS)
                : TWO_HOURS.toMillis();
    }

    boolean isNexmark() {
        return this == NEXMARK_Q5 || this == NEXMARK_Q16;
    }

    Rules rules(Workload workload) {
        return switch (this) {
            case OMNIPULSE -> new OmnipulseRules(workload);
            case YAHOO -> new YahooRules(workload);
            case NEXMARK_Q5 -> new NexmarkRules(workload, true);
            case NEXMARK_Q16 -> new NexmarkRules(workload, false);
        };
    }

    public static Generator named(String id) {
        Optional<Generator> found =
                Arrays.stream(values()).filter(generator -> generator.id.equals(id)).findFirst();
        return found.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "there is no workload "
                                        + id
                                        + "; there are "
                                        + Arrays.stream(values())
                                                .map(Generator::id)
                                                .collect(Collectors.joining(", "))));
    }
}
