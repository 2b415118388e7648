package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.backfill.Planner;
import io.omnipulse.engine.backfill.Twins;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.runtime.Promotions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rows a backfill is for, under which version, and where the cluster is. */
final class BackfillOptions {
    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--from",
            paramLabel = "T",
            description =
                    "First window end wanted, as 2026-11-01T00:00:00Z. Default: the first there is.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "T", description = "Last window end wanted. Default: now.")
    private @Nullable Instant to;

    @Option(
            names = "--as-version",
            paramLabel = "N",
            description = "Version of the twin. Default: the configured version and one.")
    private int version;

    @Option(
            names = "--kpis",
            paramLabel = "FILE",
            description = "KPIs added to the shipped ones, in place of the configured catalogue.")
    private @Nullable Path kpis;

    /** The configuration, where the twin's version may be the engine's by now. */
    EngineConfig configAfterPromotion() {
        return cluster.load(Map.of()).config();
    }

    /** The version that was asked for, if any was. */
    OptionalInt asVersion() {
        return version > 0 ? OptionalInt.of(version) : OptionalInt.empty();
    }

    EngineConfig config() {
        EngineConfig config = configAfterPromotion();
        if (version(config) == config.version()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "--as-version "
                            + version
                            + " is the live engine's own version; a twin needs another, such as "
                            + (config.version() + 1)
                            + ".");
        }
        return config;
    }

    int version(EngineConfig config) {
        return version > 0 ? version : config.version() + 1;
    }

    String applicationId(EngineConfig config) {
        return EngineSetup.applicationId(version(config));
    }

    /** The twin's KPIs. */
    KpiCatalog catalog(EngineConfig config) {
        return kpis == null ? EngineSetup.catalog(config) : CatalogReader.shippedAnd(kpis);
    }

    /** The file of the twin's KPIs, where it was named. */
    Optional<Path> kpisFile() {
        return Optional.ofNullable(kpis);
    }

    boolean hasRange() {
        return from != null || to != null;
    }

    /**
     * Refuses a version that is an engine's of its own: its topics are there, and no plan.
     *
     * @return whether the twin has begun
     */
    boolean hasBegun(EngineConfig config) throws InterruptedException {
        String twin = applicationId(config);
        boolean begun = new PlanStore(config.kafka(), twin).isTwin();
        try (Twins twins = new Twins(config.kafka())) {
            if (!begun && !twins.topics(twin).isEmpty()) {
                throw new FailedException(
                        ExitCodes.USAGE,
                        twin
                                + " is an engine's, not a backfill's: it has topics and no plan. Take another --as-version.");
            }
        }
        return begun;
    }

    /**
     * The plan of a twin that was begun.
     *
     * @throws FailedException if there is none
     */
    BackfillPlan keptPlan(EngineConfig config) throws InterruptedException {
        return new PlanStore(config.kafka(), applicationId(config))
                .read()
                .orElseThrow(
                        () ->
                                new FailedException(
                                        ExitCodes.USAGE,
                                        "There is no backfill "
                                                + applicationId(config)
                                                + "; start one with backfill run."));
    }

    /**
     * Refuses other definitions or settings than the twin was run with.
     *
     * @throws FailedException with what to do
     */
    void requireSame(EngineConfig config, BackfillPlan plan) {
        if (!plan.settings().equals(settings(config))) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    applicationId(config)
                            + " was run with other KPI definitions or settings; give the same --kpis and configuration.");
        }
    }

    /**
     * Refuses a twin of a version that is promoted, or was, or of a lower one.
     *
     * @throws FailedException with what to do
     */
    void requireTwin(EngineConfig config) throws InterruptedException {
        Optional<String> refusal =
                new Promotions(config.kafka())
                        .read()
                        .flatMap(p -> p.refusalOfTwin(version(config)));
        if (refusal.isPresent()) {
            throw new FailedException(ExitCodes.USAGE, refusal.get());
        }
    }

    /** What decides the rows, as a short text. */
    String settings(EngineConfig config) {
        return Definitions.mark(catalog(config), config);
    }

    /** What would be read for these rows, from the topics as they are. */
    BackfillPlan plan(EngineConfig config, SortedMap<String, Integer> sources)
            throws InterruptedException {
        long nowMs = System.currentTimeMillis();
        Rules rules =
                new Rules(
                        config.windows().horizon(),
                        config.windows().lookback(),
                        config.windows().rolling());
        Planner.Wanted wanted =
                new Planner.Wanted(
                        from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                        to == null ? nowMs : Math.min(nowMs, to.toEpochMilli()),
                        nowMs,
                        rules.warmUpMs(),
                        config.windows().horizon().toMillis(),
                        config.clockTolerance().toMillis());
        try (Planner planner = new Planner(config.kafka())) {
            return planner.plan(version(config), wanted, sources, settings(config));
        }
    }
}
