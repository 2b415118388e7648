package io.omnipulse.engine.live;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** What the engine's consumer group has committed. */
final class Groups {
    private Groups() {}

    /** How many records of the input topics are read and committed. */
    static long recordsRead(LiveCluster cluster) throws Exception {
        return recordsRead(cluster, "omnipulse-v1");
    }

    /** The same of another application. */
    static long recordsRead(LiveCluster cluster, String applicationId) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            return admin
                    .listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> cluster.sourceTopics().contains(entry.getKey().topic()))
                    .map(Map.Entry::getValue)
                    .filter(Objects::nonNull)
                    .mapToLong(offset -> offset.offset())
                    .sum();
        }
    }

    /** How many processes have partitions to read in the group. */
    static long processesAtWork(LiveCluster cluster, String applicationId) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            return admin
                    .describeConsumerGroups(List.of(applicationId))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(member -> member.clientId().replaceFirst("-StreamThread-.*", ""))
                    .distinct()
                    .count();
        }
    }

    /**
     * Lets the brokers forget how far an application has read, as they do of a group that has been
     * stopped for long.
     *
     * @return what they knew
     */
    static Map<TopicPartition, OffsetAndMetadata> forget(LiveCluster cluster, String applicationId)
            throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            Map<TopicPartition, OffsetAndMetadata> known =
                    admin.listConsumerGroupOffsets(applicationId)
                            .partitionsToOffsetAndMetadata()
                            .get();
            admin.deleteConsumerGroups(List.of(applicationId)).all().get();
            return known;
        }
    }

    /** Sets how far an application has read, as an operator can. */
    static void set(
            LiveCluster cluster,
            String applicationId,
            Map<TopicPartition, OffsetAndMetadata> offsets)
            throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            admin.alterConsumerGroupOffsets(applicationId, offsets).all().get();
        }
    }

    /** Whether an application has no running instance. */
    static boolean isEmpty(LiveCluster cluster, String applicationId) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            return admin.listGroups().all().get().stream()
                    .filter(group -> group.groupId().equals(applicationId))
                    .allMatch(group -> group.groupState().equals(Optional.of(GroupState.EMPTY)));
        }
    }
}
