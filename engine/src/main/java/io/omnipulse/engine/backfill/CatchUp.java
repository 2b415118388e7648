package io.omnipulse.engine.backfill;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.HeartbeatFollower;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A twin that runs on, past the ends of its plan, towards where live is. */
final class CatchUp implements AutoCloseable {
    private final EngineSettings twin;
    private final Writers writers;
    private final Engine engine;
    private final HeartbeatFollower heartbeats;

    /**
     * Starts the twin.
     *
     * @param twin its settings, with sources that go on
     */
    CatchUp(EngineSettings twin, Writers writers) {
        this.twin = twin;
        this.writers = writers;
        this.engine = Engine.start(twin);
        this.heartbeats =
                new HeartbeatFollower(
                        twin.kafka(),
                        twin.stream().outputs().values(),
                        twin.stream().cutPartitions());
    }

    /** Where the sources end now. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        List<TopicPartition> sources =
                twin.stream().sources().entrySet().stream()
                        .flatMap(
                                topic ->
                                        IntStream.range(0, topic.getValue())
                                                .mapToObj(
                                                        partition ->
                                                                new TopicPartition(
                                                                        topic.getKey(), partition)))
                        .toList();
        return writers.ends(sources, IsolationLevel.READ_COMMITTED);
    }

    /**
     * What is missing until the twin has read up to offsets, and its rows are complete up to a
     * time.
     */
    Optional<String> missing(Map<TopicPartition, Long> goals, long watermarkMs)
            throws ExecutionException, InterruptedException {
        if (engine.failure().isPresent()) {
            throw new EngineException(
                    "the twin stopped: " + engine.failure().get().getMessage(),
                    engine.failure().get());
        }
        long behind = behind(goals);
        long ownMs = heartbeats.watermarkMs();
        if (behind == 0 && (ownMs >= watermarkMs || watermarkMs == Watermarks.ENDED)) {
            return Optional.empty();
        }
        return Optional.of(
                "the twin to catch up: "
                        + behind
                        + " records behind, rows complete to "
                        + text(ownMs)
                        + " of "
                        + text(watermarkMs));
    }

    private long behind(Map<TopicPartition, Long> goals)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> read =
                new HashMap<>(
                        writers.committed(
                                twin.stream().applicationId(), twin.stream().sources().keySet()));
        return goals.entrySet().stream()
                .mapToLong(
                        goal -> Math.max(0, goal.getValue() - read.getOrDefault(goal.getKey(), 0L)))
                .sum();
    }

    /** Up to where the twin's rows are complete. */
    long watermarkMs() {
        return heartbeats.watermarkMs();
    }

    private static String text(long ms) {
        return ms == Watermarks.UNKNOWN
                ? "nowhere yet"
                : ms == Watermarks.ENDED ? "the end" : Instant.ofEpochMilli(ms).toString();
    }

    /** Ends the twin after what it has begun is committed. */
    @Override
    public void close() {
        heartbeats.close();
        engine.close();
    }
}
