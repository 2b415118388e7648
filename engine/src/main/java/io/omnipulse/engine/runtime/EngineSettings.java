package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.stream.StreamSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What an engine needs to run.
 *
 * @param stream the shape of the stream
 * @param catalog the KPIs
 * @param kafka settings of Kafka's clients and of the registry, by Kafka's names; they win over the
 *     engine's own
 * @param stateDir where local state is kept
 * @param threads how many threads process
 * @param ends of sources that end, the offsets at which; empty for those at which they end when the
 *     engine starts
 */
public record EngineSettings(
        StreamSettings stream,
        KpiCatalog catalog,
        Map<String, String> kafka,
        Path stateDir,
        int threads,
        Map<TopicPartition, Long> ends) {
    public EngineSettings {
        kafka = Map.copyOf(kafka);
        ends = Map.copyOf(ends);
    }

    public EngineSettings(
            StreamSettings stream,
            KpiCatalog catalog,
            Map<String, String> kafka,
            Path stateDir,
            int threads) {
        this(stream, catalog, kafka, stateDir, threads, Map.of());
    }
}
