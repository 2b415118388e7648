package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines that are stopped and killed: nothing is lost, nothing counts twice. */
@Timeout(240)
class CrashIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void a_restart_by_sigterm_with_fewer_events_than_any_threshold_loses_nothing()
            throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(51).records().subList(0, 30);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.sendAll(events.subList(0, 15), SampleTraffic::occurredAtMs);
            int exitCode;
            try (ChildEngine first = ChildEngine.start(cluster, "first", Map.of()).awaitUp()) {
                Await.until(
                        "the first half is read",
                        PATIENCE,
                        () -> Groups.recordsRead(cluster) == 15);
                exitCode = first.terminate();
            }
            cluster.sendAll(events.subList(15, 30), SampleTraffic::occurredAtMs);

            LiveEngine.finish(cluster);

            assertThat(exitCode).isIn(0, 143);
            Outcome.of(cluster).equalsReference(events, 30);
        }
    }

    @Test
    void two_kills_in_mid_stream_lose_nothing_and_count_nothing_twice() throws Exception {
        SampleTraffic traffic = SampleTraffic.of(52);
        int total = traffic.records().size();
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            Feed feed = new Feed(cluster, Feed.Item.atTheirTime(traffic.records()));
            MidStream midStream = new MidStream(cluster, "omnipulse-v1");
            List<MidStream.Left> kills = new ArrayList<>();
            for (int kill = 0; kill < 2; kill++) {
                try (ChildEngine engine =
                        ChildEngine.start(cluster, "victim", Map.of()).awaitUp()) {
                    kills.add(midStream.kill(engine, feed));
                }
            }
            feed.rest();

            LiveEngine.finish(cluster);

            assertThat(kills).allSatisfy(MidStream.Left::isUnfinished);
            Outcome.of(cluster).equalsReference(traffic.records(), total);
        }
    }

    @Test
    void a_standby_that_takes_over_has_the_same_state() throws Exception {
        SampleTraffic traffic = SampleTraffic.of(53);
        List<SpecificRecord> events = traffic.records();
        int half = events.size() / 2;
        Map<String, String> standby =
                Map.of("num.standby.replicas", "1", "acceptable.recovery.lag", "0");
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER);
                ChildEngine active = ChildEngine.start(cluster, "active", standby).awaitUp();
                ChildEngine other = ChildEngine.start(cluster, "other", standby).awaitUp()) {
            cluster.sendAll(events.subList(0, half), SampleTraffic::occurredAtMs);
            Await.until(
                    "the first half is read", PATIENCE, () -> Groups.recordsRead(cluster) == half);
            active.kill();
            cluster.sendAll(events.subList(half, events.size()), SampleTraffic::occurredAtMs);
            Await.until(
                    "the survivor reads the rest",
                    PATIENCE,
                    () -> Groups.recordsRead(cluster) == events.size());
            other.terminate();

            LiveEngine.finish(cluster);

            Outcome.of(cluster).equalsReference(events, events.size());
        }
    }
}
