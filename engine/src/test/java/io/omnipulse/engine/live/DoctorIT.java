package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.cli.Typed;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotions;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void a_version_that_may_not_write_is_refused_by_the_doctor_in_the_engines_words()
            throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.BROKER)) {
            String one = ChildEngine.configure(cluster, "one").toString();
            String three = version(cluster, 3, one);
            Typed before = Typed.run("doctor", "--config", one);
            Promotions promotions = new Promotions(cluster.settings());
            promotions.createTopic();
            promotions.write(Optional.of(new Promotion(2, 1, Promotion.Phase.PROMOTED, true, 0)));
            beginTwin(cluster, "omnipulse-v3");

            for (String config : List.of(one, three)) {
                Typed doctor = Typed.run("doctor", "--config", config);
                Typed engine = Typed.run("engine", "--config", config);

                assertThat(engine.exitCode()).isEqualTo(2);
                assertThat(doctor.exitCode()).as(doctor.out()).isEqualTo(2);
                assertThat(doctor.out()).contains("FAILED   version   " + engine.err().strip());
            }
            assertThat(before.out()).contains("ok       version   1 may write rows");
            assertThat(before.exitCode()).isZero();
        }
    }

    private static String version(LiveCluster cluster, int version, String config)
            throws Exception {
        Path file = cluster.directory().resolve("version-" + version + ".yaml");
        return Files.writeString(
                        file, "version: " + version + "\n" + Files.readString(Path.of(config)))
                + "";
    }

    /** As if a backfill had begun, and not gone far. */
    private static void beginTwin(LiveCluster cluster, String applicationId) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            admin.createTopics(List.of(new NewTopic(applicationId + "-backfill", 1, (short) 1)))
                    .all()
                    .get();
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
