package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of what is generated. */
final class WorkloadOptions {
    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events over all topics. Default: 3000000; 1000000 with --quick.")
    private @Nullable Long events;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            description = "Known customers. Default: ${DEFAULT-VALUE}.",
            defaultValue = "500000")
    private int subjects;

    @Option(
            names = "--campaigns",
            paramLabel = "N",
            description =
                    "Campaigns; the first has a fifth of all events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private int campaigns;

    @Option(
            names = "--new-share",
            paramLabel = "X",
            description =
                    "Share of the events whose subject is a visitor never seen before or after, 0 to 1. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.05")
    private double newShare;

    @Option(
            names = "--lateness",
            paramLabel = "SECONDS",
            description =
                    "How late, at most, a fifth of the events arrive. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    private long latenessSeconds;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4")
    private int partitions;

    @Option(
            names = "--span",
            paramLabel = "MINUTES",
            description = "Event time over which the events are spread. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private long spanMinutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "42")
    private long seed;

    Workload workload(long eventsOtherwise) {
        return new Workload(
                events == null ? eventsOtherwise : events,
                subjects,
                campaigns,
                newShare,
                Duration.ofSeconds(latenessSeconds).toMillis(),
                partitions,
                seed,
                Duration.ofMinutes(spanMinutes).toMillis());
    }
}
