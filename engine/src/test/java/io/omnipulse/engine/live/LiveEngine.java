package io.omnipulse.engine.live;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.HistoryReader;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;

/** Engines for tests: small intervals, and what they have published as lines of a file. */
final class LiveEngine {
    static final int HOME_PARTITIONS = 4;
    static final int CUT_PARTITIONS =
            8; // as the command has it, since tests go on with what a command began
    static final Duration HORIZON = Duration.ofDays(2);
    static final List<Window> WINDOWS =
            List.of(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30);

    private LiveEngine() {}

    static StreamSettings stream(SortedMap<String, Integer> sources, boolean bounded) {
        return stream(sources, bounded, Duration.ofSeconds(60));
    }

    static StreamSettings stream(
            SortedMap<String, Integer> sources, boolean bounded, Duration finality) {
        return stream(sources, bounded, finality, false);
    }

    static StreamSettings stream(
            SortedMap<String, Integer> sources,
            boolean bounded,
            Duration finality,
            boolean linksFromEvents) {
        return new StreamSettings(
                "omnipulse-v1",
                1,
                sources,
                HOME_PARTITIONS,
                CUT_PARTITIONS,
                WINDOWS,
                HORIZON,
                Duration.ofDays(7),
                finality,
                Duration.ofMinutes(5),
                bounded ? OptionalLong.of(Watermarks.ENDED) : OptionalLong.empty(),
                linksFromEvents,
                Duration.ofMillis(200),
                Optional.empty(),
                Outputs.PUBLISHED);
    }

    static EngineSettings settings(
            LiveCluster cluster, StreamSettings stream, String instance, Map<String, String> more) {
        Map<String, String> kafka = new HashMap<>(cluster.settings());
        kafka.putAll(more);
        Path state = cluster.directory().resolve("state-" + instance);
        return new EngineSettings(stream, CatalogReader.shipped(), kafka, state, 2);
    }

    static Engine start(LiveCluster cluster, StreamSettings stream, String instance) {
        return Engine.start(settings(cluster, stream, instance, Map.of()));
    }

    /** Goes on to the end of what the sources hold now, so that every row becomes final. */
    static void finish(LiveCluster cluster) throws ExecutionException, InterruptedException {
        EngineSettings settings =
                settings(cluster, stream(cluster.sources(), true), "finish", Map.of());
        new BoundedRun(settings).toTheEnd((read, of) -> {});
    }

    /** The rows of {@code kpi-history} as a bounded run exports them. */
    static List<String> lines(LiveCluster cluster) {
        return lines(cluster, Topics.KPI_HISTORY);
    }

    /** The same of another history, such as a twin's. */
    static List<String> lines(LiveCluster cluster, String topic) {
        HistoryReader.History history = new HistoryReader(cluster.settings(), topic).read();
        return history.rows()
                .lines(history.ranges())
                .map(RowLine::settled)
                .sorted(CsvRows.ORDER)
                .map(CsvRows::line)
                .toList();
    }
}
