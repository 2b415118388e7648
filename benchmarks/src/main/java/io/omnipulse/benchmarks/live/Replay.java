package io.omnipulse.benchmarks.live;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A backfill beside the live engine, by the launcher's own commands: live counts the session's
 * events, a twin replays them, is killed on the way and started again, and its rows are compared
 * with live's.
 */
public final class Replay {
    private static final Duration LIVE_AT_MOST = Duration.ofHours(1);
    private static final Duration PART_AT_MOST = Duration.ofHours(1);

    /** So much of the events is committed when the twin is killed. */
    private static final double KILLED_AFTER = 0.3;

    private final Session session;
    private final Path state;
    private final int threads;
    private final Map<String, String> settings;

    private Replay(Session session, int threads, String windows) {
        this.session = session;
        this.settings = Map.of("OMNIPULSE_WINDOWS_ROLLING", windows);
        this.state = session.fresh("replay-state");
        this.threads = threads;
    }

    /**
     * What was found.
     *
     * @param atKill events the twin had committed when it was killed
     * @param resumedAt events it had committed when it went on: not fewer
     * @param seconds from its second start to its end
     * @param cpuSeconds of its process in that time
     * @param verified what {@code verify} said
     * @param equal whether it found no difference that nobody can explain
     */
    public record Found(
            long events,
            long atKill,
            long resumedAt,
            double seconds,
            double cpuSeconds,
            String verified,
            boolean equal) {
        /** Events replayed a second after it was started again. */
        public double perSecond() {
            return (events - resumedAt) / seconds;
        }

        /** Events replayed for a second of one core's time. */
        public double perCoreSecond() {
            return (events - resumedAt) / cpuSeconds;
        }
    }

    /**
     * Measures one.
     *
     * @param windows the rolling windows, by their labels
     */
    public static Found measure(Session session, int threads, String windows)
            throws IOException, ExecutionException, InterruptedException {
        return new Replay(session, threads, windows).run();
    }

    private Found run() throws IOException, ExecutionException, InterruptedException {
        long events = session.load(Slice.ALL);
        session.createTopicsOfEngine();
        session.tell("the live engine counts the events");
        try (LiveEngine engine = LiveEngine.start(session, state, threads, settings)) {
            engine.awaitCounted(events, LIVE_AT_MOST);
            long atKill = killOnTheWay(events);
            session.tell("the twin goes on");
            long resumedAt = committed();
            try (Launched again = backfill("run", "run-again", List.of())) {
                Launched.Ended ended = again.awaitEnd(PART_AT_MOST);
                if (ended.exitCode() != 0) {
                    throw new IllegalStateException(
                            "backfill run ended with "
                                    + ended.exitCode()
                                    + "; see "
                                    + log("run-again"));
                }
                return found(events, atKill, resumedAt, ended);
            }
        }
    }

    private Found found(long events, long atKill, long resumedAt, Launched.Ended run)
            throws InterruptedException {
        session.tell("verifying");
        try (Launched verify = backfill("verify", "verify", List.of())) {
            Launched.Ended ended = verify.awaitEnd(PART_AT_MOST);
            return new Found(
                    events,
                    atKill,
                    resumedAt,
                    run.seconds(),
                    run.cpuSeconds(),
                    String.join("\n", ended.lines()),
                    ended.exitCode() == 0);
        }
    }

    private long killOnTheWay(long events) throws ExecutionException, InterruptedException {
        Workload workload = session.workload();
        List<String> range =
                List.of(
                        "--from",
                        Instant.ofEpochMilli(Workload.BEGINS_MS).toString(),
                        "--to",
                        Instant.ofEpochMilli(workload.endsMs()).toString());
        session.tell("the twin replays them, and is killed");
        try (Launched first = backfill("run", "run", range)) {
            long deadline = System.nanoTime() + PART_AT_MOST.toNanos();
            while (committed() < events * KILLED_AFTER) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the twin came nowhere; see " + log("run"));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            first.kill();
            return committed();
        }
    }

    /** How many events the twin has read and committed. */
    private long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.copyOf(session.cluster()))) {
            Map<?, OffsetAndMetadata> offsets =
                    admin.listConsumerGroupOffsets("omnipulse-v2")
                            .partitionsToOffsetAndMetadata()
                            .get();
            return offsets.entrySet().stream()
                    .filter(entry -> !entry.getKey().toString().startsWith("omnipulse-"))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    private Launched backfill(String part, String log, List<String> options) {
        List<String> words = new ArrayList<>(List.of("backfill", part));
        words.addAll(options);
        words.addAll(
                List.of(
                        "--bootstrap-server",
                        session.cluster().getOrDefault("bootstrap.servers", ""),
                        "--schema-registry",
                        session.cluster().getOrDefault("schema.registry.url", "")));
        Map<String, String> environment = LiveEngine.environment(session, state, threads);
        environment.putAll(settings);
        return Launched.start(
                session.jvm().measured(false), words, environment, "never said", log(log));
    }

    private Path log(String name) {
        return session.logs().resolve("backfill-" + name + ".log");
    }
}
