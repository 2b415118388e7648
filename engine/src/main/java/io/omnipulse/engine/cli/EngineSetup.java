package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotions;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;

/** What the engine needs, from the configuration and from the cluster. */
final class EngineSetup {
    /** Cuts are few: what reaches them is a few records each commit, whatever the input. */
    static final int CUT_PARTITIONS = 8;

    private static final Duration TICK = Duration.ofMillis(500);

    private EngineSetup() {}

    static KpiCatalog catalog(EngineConfig config) {
        return config.catalogue().map(CatalogReader::shippedAnd).orElseGet(CatalogReader::shipped);
    }

    /**
     * @throws FailedException if the cluster's topics do not fit, with what to do
     */
    static EngineSettings of(EngineConfig config) throws ExecutionException, InterruptedException {
        requireMayWrite(config);
        return settings(
                config,
                config.version(),
                catalog(config),
                sources(config),
                OptionalLong.empty(),
                config.alerts().settings(),
                Outputs.PUBLISHED);
    }

    /**
     * Refuses a version that may not write rows: another is promoted, or it is a twin's.
     *
     * @throws FailedException with what to do
     */
    static void requireMayWrite(EngineConfig config) throws InterruptedException {
        Optional<Promotion> promotion = new Promotions(config.kafka()).read();
        Optional<String> refusal = promotion.flatMap(p -> p.refusal(config.version()));
        if (refusal.isPresent()) {
            throw new FailedException(ExitCodes.USAGE, refusal.get());
        }
        refuseTwin(config, promotion);
    }

    /** A twin's version is an engine's once it is promoted, with what it was run with. */
    private static void refuseTwin(EngineConfig config, Optional<Promotion> promotion)
            throws InterruptedException {
        String applicationId = applicationId(config.version());
        PlanStore plans = new PlanStore(config.kafka(), applicationId);
        if (!plans.isTwin()) {
            return;
        }
        if (promotion.filter(p -> p.isPromoted(config.version())).isEmpty()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    applicationId
                            + " is a backfill's: its rows would not reach kpi-history. Promote it with backfill promote, take"
                            + " another version, or remove it with backfill clean.");
        }
        Optional<BackfillPlan> plan = plans.read();
        if (plan.isPresent()
                && !plan.get().settings().equals(Definitions.mark(catalog(config), config))) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    applicationId
                            + " was run and promoted with other KPI definitions or settings. Give the engine the same: catalogue:"
                            + " the file that was given as --kpis, and the windows, sources and home-partitions of that run."
                            + " To change them from here on, remove what the promotion has kept with backfill clean.");
        }
    }

    /** The same under another version, with topics of its own and sources that end. */
    static EngineSettings twin(EngineConfig config, KpiCatalog catalog, BackfillPlan plan) {
        EngineSettings twin =
                settings(
                        config,
                        plan.version(),
                        catalog,
                        plan.partitionsOfSources(),
                        OptionalLong.of(plan.sourcesEndMs()),
                        Optional.empty(),
                        Outputs.of(applicationId(plan.version())));
        return new EngineSettings(
                twin.stream(), catalog, twin.kafka(), stateDir(config, plan), twin.threads());
    }

    /** The same with sources that go on, as they do from its promotion on. */
    static EngineSettings twinRunningOn(
            EngineConfig config, KpiCatalog catalog, BackfillPlan plan) {
        EngineSettings twin = twin(config, catalog, plan);
        return new EngineSettings(
                twin.stream().ending(OptionalLong.empty()),
                catalog,
                twin.kafka(),
                twin.stateDir(),
                twin.threads());
    }

    /**
     * Makes the state that a twin has on this machine its engine's, so that it need not be
     * restored. Where that has state already, nothing is done.
     */
    static void handOverState(EngineConfig config, BackfillPlan plan) throws IOException {
        String applicationId = applicationId(plan.version());
        Path of = stateDir(config, plan).resolve(applicationId);
        Path to = config.stateDir().resolve(applicationId);
        if (Files.exists(of) && !Files.exists(to)) {
            Files.move(of, to);
        }
    }

    /** Each backfill has state of its own: what one has left elsewhere must not meet the next. */
    static Path stateDir(EngineConfig config, BackfillPlan plan) {
        return config.stateDir().resolve("backfill-" + plan.version() + "-" + plan.takenAtMs());
    }

    static String applicationId(int version) {
        return "omnipulse-v" + version;
    }

    /**
     * The input topics and how many partitions each has.
     *
     * @throws FailedException if the cluster's topics do not fit, with what to do
     */
    static SortedMap<String, Integer> sources(EngineConfig config)
            throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
            List<String> problems =
                    admin.problems(TopicAdmin.needed(config.sources()), config.homePartitions());
            if (!problems.isEmpty()) {
                throw new FailedException(
                        ExitCodes.USAGE, String.join(System.lineSeparator(), problems));
            }
            return admin.partitions(config.sources());
        }
    }

    private static EngineSettings settings(
            EngineConfig config,
            int version,
            KpiCatalog catalog,
            SortedMap<String, Integer> sources,
            OptionalLong sourcesEndMs,
            Optional<WatchSettings> alerts,
            Outputs outputs) {
        StreamSettings stream =
                new StreamSettings(
                        applicationId(version),
                        version,
                        sources,
                        config.homePartitions(),
                        CUT_PARTITIONS,
                        config.windows().rolling(),
                        config.windows().horizon(),
                        config.windows().lookback(),
                        config.windows().finality(),
                        config.clockTolerance(),
                        sourcesEndMs,
                        config.linksFromEvents(),
                        TICK,
                        alerts,
                        outputs);
        return new EngineSettings(
                stream,
                catalog,
                config.kafka(),
                config.stateDir(),
                config.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }
}
