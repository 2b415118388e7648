package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.StreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;

/** What the engine needs, from the configuration and from the cluster. */
final class EngineSetup {
    /** Cuts are few: what reaches them is a few records each commit, whatever the input. */
    private static final int CUT_PARTITIONS = 8;

    private static final Duration TICK = Duration.ofMillis(500);

    private EngineSetup() {}

    static KpiCatalog catalog(EngineConfig config) {
        return config.catalogue().map(CatalogReader::shippedAnd).orElseGet(CatalogReader::shipped);
    }

    /**
     * @throws FailedException if the cluster's topics do not fit, with what to do
     */
    static EngineSettings of(EngineConfig config) throws ExecutionException, InterruptedException {
        SortedMap<String, Integer> sources;
        try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
            List<String> problems =
                    admin.problems(TopicAdmin.needed(config.sources()), config.homePartitions());
            if (!problems.isEmpty()) {
                throw new FailedException(
                        ExitCodes.USAGE, String.join(System.lineSeparator(), problems));
            }
            sources = admin.partitions(config.sources());
        }
        StreamSettings stream =
                new StreamSettings(
                        "omnipulse-v" + config.version(),
                        config.version(),
                        sources,
                        config.homePartitions(),
                        CUT_PARTITIONS,
                        config.windows().rolling(),
                        config.windows().horizon(),
                        config.windows().lookback(),
                        config.windows().finality(),
                        config.clockTolerance(),
                        false,
                        config.linksFromEvents(),
                        TICK,
                        config.alerts().settings());
        return new EngineSettings(
                stream,
                catalog(config),
                config.kafka(),
                config.stateDir(),
                config.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }
}
