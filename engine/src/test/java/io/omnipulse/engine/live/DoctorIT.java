package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.cli.Typed;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether an engine could start on a cluster as it is, and what stands in its way. */
@Timeout(120)
class DoctorIT {
    @Test
    void a_cluster_that_fits_is_told_from_one_whose_topics_take_too_little() throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.BROKER)) {
            String config = ChildEngine.configure(cluster, "engine").toString();
            Typed well = Typed.run("doctor", "--config", config);
            takeLess(cluster);

            Typed ill = Typed.run("doctor", "--config", config);
            Typed check = Typed.run("topics", "check", "--config", config);
            Typed engine = Typed.run("engine", "--config", config);

            assertThat(well.out()).doesNotContain("FAILED").contains("1 broker");
            assertThat(well.exitCode()).isZero();
            assertThat(ill.exitCode()).isEqualTo(1);
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(List.of(ill.out(), check.out()))
                    .allSatisfy(
                            said ->
                                    assertThat(said)
                                            .contains(
                                                    "topic late-events has max.message.bytes=1048588",
                                                    "topic omnipulse-v1-by-subject has max.message.bytes=1048588"));
            assertThat(engine.exitCode()).isEqualTo(2);
            assertThat(engine.err()).contains("topic late-events has max.message.bytes=1048588");
        }
    }

    /** As if both had been created by hand, with what brokers give a topic. */
    private static void takeLess(LiveCluster cluster) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            admin.createTopics(List.of(new NewTopic("omnipulse-v1-by-subject", 4, (short) 1)))
                    .all()
                    .get();
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(
                                            ConfigResource.Type.TOPIC, Topics.LATE_EVENTS),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("max.message.bytes", ""),
                                                    AlterConfigOp.OpType.DELETE))))
                    .all()
                    .get();
        }
    }
}
