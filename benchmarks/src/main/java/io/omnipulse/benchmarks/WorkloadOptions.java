package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of what is generated. */
final class WorkloadOptions {
    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Events over all topics. Default: 4000000; 500000 of published workloads; 5000000 of replay.")
    private @Nullable Long events;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            description = "Known customers. Default: 500000.")
    private @Nullable Integer subjects;

    @Option(
            names = "--campaigns",
            paramLabel = "N",
            description = "Campaigns; the first has a fifth of all events. Default: 50.")
    private @Nullable Integer campaigns;

    @Option(
            names = "--new-share",
            paramLabel = "X",
            description =
                    "Share of the events whose subject is a visitor never seen before or after, 0 to 1. Default: 0.05.")
    private @Nullable Double newShare;

    @Option(
            names = "--lateness",
            paramLabel = "SECONDS",
            description = "How late, at most, a fifth of the events arrive. Default: 30.")
    private @Nullable Long latenessSeconds;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4")
    private int partitions;

    @Option(
            names = "--span",
            paramLabel = "MINUTES",
            description = "Event time over which the events are spread. Default: 120.")
    private @Nullable Long spanMinutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "42")
    private long seed;

    /** How many events were asked for. */
    long events(long otherwise) {
        return events == null ? otherwise : events;
    }

    /** The generator's workload, but for what was asked for. */
    Workload workload(Generator generator, long eventsOtherwise) {
        Workload usual = generator.workload(events(eventsOtherwise), partitions, seed);
        return new Workload(
                generator,
                usual.events(),
                subjects == null ? usual.subjects() : subjects,
                campaigns == null ? usual.campaigns() : campaigns,
                newShare == null ? usual.newShare() : newShare,
                latenessSeconds == null
                        ? usual.latenessMs()
                        : Duration.ofSeconds(latenessSeconds).toMillis(),
                partitions,
                seed,
                spanMinutes == null ? usual.spanMs() : Duration.ofMinutes(spanMinutes).toMillis());
    }
}
