package io.omnipulse.benchmarks.program;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.harness.Stretch;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import javax.management.JMException;

/**
 * The engine as the launcher runs it, all of it: duplicates, sessions, answers, all cuts, all
 * windows, exactly once, state on disk and in changelogs. It ends at the ends of the topics, as a
 * backfill does.
 */
public final class EngineProgram {
    private static final EngineConfig DEFAULTS = EngineConfig.defaults();

    /**
     * Option of a task: 1 where other processes share the work, so that only commits say how far
     * all of them are.
     */
    public static final String SHARED = "shared";

    /** As the engine command has them. */
    public static final int CUT_PARTITIONS = 8;

    /** Option of a task: the rolling windows by their labels, with commas between them. */
    public static final String ROLLING = "rolling";

    /** The rolling windows unless a task names others. */
    public static final List<Window> WINDOWS = DEFAULTS.windows().rolling();

    private static final Duration TICK = Duration.ofMillis(500);

    private EngineProgram() {}

    static void run(Task task) throws ExecutionException, InterruptedException, JMException {
        EngineSettings settings = settings(task);
        try (TopicAdmin admin = new TopicAdmin(task.cluster())) {
            admin.create(settings.stream().outputs().specs(), CUT_PARTITIONS);
        }
        Stretch stretch = Stretch.of(task);
        Consumed consumed = new Consumed(List.copyOf(settings.stream().sources().keySet()));
        boolean isShared = task.option(SHARED, 0) == 1;
        new BoundedRun(settings)
                .toTheEnd(
                        (read, of) ->
                                stretch.processed(
                                        isShared || read >= task.records()
                                                ? read
                                                : reading(consumed, task)));
        ChildMain.say(stretch.end(Map.of()));
    }

    /**
     * A little is read and not yet processed: to our own cost. The last are done when committed.
     */
    private static long reading(Consumed consumed, Task task) {
        return Math.min(consumed.records(), task.records() - 1);
    }

    private static List<Window> rolling(Task task) {
        String labels = task.options().get(ROLLING);
        return labels == null ? WINDOWS : Windows.of(labels);
    }

    private static EngineSettings settings(Task task) {
        TreeMap<String, Integer> sources = new TreeMap<>();
        new Slice(task.slice())
                .topics()
                .forEach(topic -> sources.put(topic, task.workload().partitions()));
        StreamSettings stream =
                new StreamSettings(
                        task.name(),
                        1,
                        sources,
                        task.workload().partitions(),
                        CUT_PARTITIONS,
                        rolling(task),
                        DEFAULTS.windows().horizon(),
                        DEFAULTS.windows().lookback(),
                        DEFAULTS.windows().finality(),
                        DEFAULTS.clockTolerance(),
                        OptionalLong.of(Watermarks.ENDED),
                        false,
                        TICK,
                        Optional.empty(),
                        Outputs.of(task.name()));
        return new EngineSettings(
                stream,
                CatalogReader.shipped(),
                task.cluster(),
                Path.of(task.directory()),
                task.threads());
    }
}
