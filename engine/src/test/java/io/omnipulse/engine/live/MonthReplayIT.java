package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.cli.Typed;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A month of late, doubled and disordered traffic, live with restarts, then replayed by two
 * processes with other numbers of threads: every settled row is the same, byte for byte.
 */
@Timeout(300)
class MonthReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final double EVENTS_A_SECOND = 0.0004;
    private static final int SEED = 91;
    private static final String TWIN = "omnipulse-v2";

    @Test
    void a_month_replayed_by_others_gives_what_live_gave() throws Exception {
        List<SpecificRecord> events =
                SampleTraffic.of(SEED, BEGIN, EVENTS_A_SECOND, MONTH).records();
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            Feed feed = new Feed(cluster, arrivals(events));
            MidStream.Left left = runLiveWithRestarts(cluster, feed);

            int exitCode = replayTogether(cluster, feed.size());
            Typed verify =
                    Typed.run(
                            "backfill",
                            "verify",
                            "--config",
                            ChildEngine.configure(cluster, "verify") + "");

            left.isUnfinished();
            assertThat(exitCode).isZero();
            Map<String, Long> outcomes = Ledgers.outcomes(cluster);
            assertThat(outcomes).containsKeys("counted", "duplicate", "too_late");
            assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(feed.size());
            assertThat(Ledgers.outcomes(cluster, TWIN + "-kpi-values")).isEqualTo(outcomes);
            List<String> rows = LiveEngine.lines(cluster);
            assertThat(lengthOf(rows)).isGreaterThan(MONTH.minusDays(2));
            assertThat(LiveEngine.lines(cluster, TWIN + "-kpi-history")).isEqualTo(rows);
            assertThat(verify.out()).contains("unexplained=0").containsPattern("(?m)^equal=[1-9]");
            assertThat(verify.exitCode()).isZero();
        }
    }

    /** One is stopped, the next is killed, a third reads to the end. */
    private static MidStream.Left runLiveWithRestarts(LiveCluster cluster, Feed feed)
            throws Exception {
        feed.more();
        try (ChildEngine stopped = ChildEngine.start(cluster, "live", threads(1)).awaitUp()) {
            Await.until(
                    "all that was sent is read",
                    PATIENCE,
                    () -> Groups.recordsRead(cluster) == feed.sent());
            stopped.terminate();
        }
        MidStream.Left left;
        try (ChildEngine killed = ChildEngine.start(cluster, "live", threads(2)).awaitUp()) {
            left = new MidStream(cluster, "omnipulse-v1").kill(killed, feed);
        }
        feed.rest();
        LiveEngine.finish(cluster);
        return left;
    }

    /**
     * The second process joins in the middle, since the first is slow, and goes on alone.
     *
     * @return how the second ended
     */
    private static int replayTogether(LiveCluster cluster, int records) throws Exception {
        List<String> slowly = List.of("backfill", "run", "--max-rate", "20");
        try (ChildEngine first = ChildEngine.start(cluster, "first", threads(1), slowly)) {
            Await.until(
                    "the first process reads",
                    PATIENCE,
                    () -> Groups.recordsRead(cluster, TWIN) > 0);
            try (ChildEngine second =
                    ChildEngine.start(cluster, "second", threads(3), List.of("backfill", "run"))) {
                Await.until(
                        "both processes have work",
                        PATIENCE,
                        () -> Groups.processesAtWork(cluster, TWIN) == 2);
                assertThat(Groups.recordsRead(cluster, TWIN)).isLessThan(records);
                first.terminate();
                return second.awaitEnd(PATIENCE);
            }
        }
    }

    private static Map<String, String> threads(int threads) {
        return Map.of("num.stream.threads", Integer.toString(threads));
    }

    /**
     * Most events come within minutes, every tenth up to a day and a half late and so in the midst
     * of others, every fiftieth too late; every fifth comes twice, its copy hours after it.
     */
    private static List<Feed.Item> arrivals(List<SpecificRecord> events) {
        Random random = new Random(SEED);
        List<Feed.Item> arrivals = new ArrayList<>();
        for (SpecificRecord event : events) {
            long atMs = SampleTraffic.occurredAtMs(event) + lateness(random);
            arrivals.add(new Feed.Item(event, atMs));
            if (random.nextInt(5) == 0) {
                arrivals.add(new Feed.Item(event, atMs + random.nextInt(6 * 3_600_000)));
            }
        }
        arrivals.sort(Comparator.comparingLong(Feed.Item::atMs));
        return arrivals;
    }

    private static long lateness(Random random) {
        int kind = random.nextInt(50);
        if (kind == 0) {
            return LiveEngine.HORIZON.plusHours(1 + random.nextInt(48)).toMillis();
        }
        return random.nextInt(kind < 6 ? 36 * 3_600_000 : 300_000);
    }

    /** From the end of the first row to that of the last. */
    private static Duration lengthOf(List<String> rows) {
        return Duration.between(
                Instant.parse(rows.get(0).substring(0, rows.get(0).indexOf(','))),
                Instant.parse(
                        rows.get(rows.size() - 1)
                                .substring(0, rows.get(rows.size() - 1).indexOf(','))));
    }
}
