package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.stream.StreamSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
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
 * @param maxRate how many records of the sources this process may read a second; empty for as many
 *     as it can
 */
public record EngineSettings(
        StreamSettings stream,
        KpiCatalog catalog,
        Map<String, String> kafka,
        Path stateDir,
        int threads,
        Map<TopicPartition, Long> ends,
        OptionalInt maxRate) {
    public EngineSettings {
        kafka = Map.copyOf(kafka);
        ends = Map.copyOf(ends);
        if (maxRate.isPresent() && maxRate.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "at most " + maxRate.getAsInt() + " records a second would never end");
        }
    }

    public EngineSettings(
            StreamSettings stream,
            KpiCatalog catalog,
            Map<String, String> kafka,
            Path stateDir,
            int threads) {
        this(stream, catalog, kafka, stateDir, threads, Map.of(), OptionalInt.empty());
    }

    /** The same, over sources that end at these offsets. */
    public EngineSettings endingAt(Map<TopicPartition, Long> other) {
        return new EngineSettings(stream, catalog, kafka, stateDir, threads, other, maxRate);
    }

    /**
     * The same, reading no more than so many records a second. A thread holds a poll for a record's
     * time at least, once all others have had theirs: there are no more threads than records a
     * second, so that none is held for more than a second.
     */
    public EngineSettings readingAtMost(OptionalInt recordsPerSecond) {
        return new EngineSettings(
                stream,
                catalog,
                kafka,
                stateDir,
                Math.min(threads, recordsPerSecond.orElse(threads)),
                ends,
                recordsPerSecond);
    }
}
