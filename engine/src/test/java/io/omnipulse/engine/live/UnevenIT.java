package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.reference.ReferenceEngine;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.schemas.EventKeys;
import io.omnipulse.schemas.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions that are read hours apart, and sources that fall silent. */
@Timeout(240)
class UnevenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void a_replay_that_reads_one_partition_far_ahead_of_the_others_calls_nothing_late()
            throws Exception {
        SampleTraffic traffic = SampleTraffic.of(61);
        List<SpecificRecord> ahead =
                traffic.records().stream().filter(UnevenIT::isInTheFirst).toList();
        List<SpecificRecord> others =
                traffic.records().stream().filter(event -> !isInTheFirst(event)).toList();
        try (LiveCluster cluster =
                LiveCluster.start("mock://uneven", 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.sendAll(ahead, SampleTraffic::occurredAtMs);
            try (Engine engine =
                    LiveEngine.start(cluster, LiveEngine.stream(cluster.sources(), false), "one")) {
                Await.until(
                        "one partition is read to its end",
                        PATIENCE,
                        () -> Groups.recordsRead(cluster) == ahead.size() && engine.isRunning());
                cluster.sendAll(others, SampleTraffic::occurredAtMs);
                Await.until(
                        "the others are read as well",
                        PATIENCE,
                        () -> Groups.recordsRead(cluster) == traffic.records().size());
            }

            LiveEngine.finish(cluster);

            Outcome outcome = Outcome.of(cluster);
            assertThat(outcome.ledger()).doesNotContainKey("too_late");
            outcome.equalsReference(traffic.records(), traffic.records().size());
        }
    }

    @Test
    void a_total_silence_still_makes_rows_final() throws Exception {
        Duration finality = Duration.ofSeconds(1);
        Instant start = Instant.now().minusSeconds(100);
        SampleTraffic traffic = SampleTraffic.of(62, start, 20, Duration.ofSeconds(90));
        try (LiveCluster cluster =
                LiveCluster.start("mock://silence", 3, TopicSpec.Timestamps.BROKER)) {
            cluster.sendAll(traffic.records(), SampleTraffic::occurredAtMs);
            long lastEndMs = start.plusSeconds(100).toEpochMilli();

            long watermarkMs = Watermarks.UNKNOWN;
            try (Engine engine =
                    LiveEngine.start(
                            cluster,
                            LiveEngine.stream(cluster.sources(), false, finality),
                            "one")) {
                Await.until(
                        "the watermark has passed the last event by the finality",
                        PATIENCE,
                        () ->
                                engine.failure().isEmpty()
                                        && Ledgers.watermarkMs(cluster, LiveEngine.CUT_PARTITIONS)
                                                >= lastEndMs + finality.toMillis());
                watermarkMs = Ledgers.watermarkMs(cluster, LiveEngine.CUT_PARTITIONS);
            }

            assertThat(watermarkMs).as("a silence is not the end").isLessThan(Watermarks.ENDED);
            List<String> expected =
                    upTo(
                            lastEndMs,
                            ReferenceEngine.rows(
                                    traffic.events(), ReferenceEngine.Settings.standard()));
            assertThat(expected).isNotEmpty();
            assertThat(upTo(lastEndMs, LiveEngine.lines(cluster))).containsAll(expected);
        }
    }

    private static boolean isInTheFirst(SpecificRecord event) {
        return EventKeys.partitionFor(EventKeys.keyOf(event), 3) == 0;
    }

    /** The rows of the two short windows up to an end; the others have not ended yet. */
    private static List<String> upTo(long endMs, List<String> rows) {
        return rows.stream()
                .filter(row -> row.contains(",5m,") || row.contains(",1h,"))
                .filter(
                        row ->
                                Instant.parse(row.substring(0, row.indexOf(','))).toEpochMilli()
                                        <= endMs)
                .toList();
    }
}
