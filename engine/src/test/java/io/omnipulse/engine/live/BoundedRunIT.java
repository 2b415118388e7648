package io.omnipulse.engine.live;

import io.omnipulse.schemas.TopicSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way on a broker, with sources that end: what {@code compute} runs. */
@Timeout(240)
class BoundedRunIT {
    @Test
    void rows_of_a_bounded_run_equal_the_references() throws Exception {
        SampleTraffic traffic = SampleTraffic.of(42);
        try (LiveCluster cluster =
                LiveCluster.start("mock://bounded", 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.sendAll(traffic.records(), SampleTraffic::occurredAtMs);

            LiveEngine.finish(cluster);

            Outcome.of(cluster).equalsReference(traffic.records(), traffic.records().size());
        }
    }

    @Test
    void records_with_a_foreign_partitioner_or_no_key_count_at_home() throws Exception {
        SampleTraffic traffic = SampleTraffic.of(43);
        try (LiveCluster cluster =
                LiveCluster.start("mock://foreign", 3, TopicSpec.Timestamps.PRODUCER)) {
            int turn = 0;
            for (var event : traffic.records()) {
                turn++;
                String key = turn % 3 == 0 ? null : "not-the-subject-" + turn;
                cluster.send(
                        event, SampleTraffic.occurredAtMs(event), turn % cluster.partitions(), key);
            }
            cluster.flush();

            LiveEngine.finish(cluster);

            Outcome.of(cluster).equalsReference(traffic.records(), traffic.records().size());
        }
    }
}
