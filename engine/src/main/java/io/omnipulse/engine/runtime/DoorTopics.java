package io.omnipulse.engine.runtime;

import io.omnipulse.engine.stream.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;

/** The two topics of the engine's own, through which data moves between the rooms. */
final class DoorTopics {
    /** Both are read within seconds; a week leaves time to mend what stops the engine. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private final Admin admin;
    private final StreamSettings settings;

    DoorTopics(Admin admin, StreamSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Creates the doors that do not exist.
     *
     * @throws EngineException if one exists with another number of partitions, which would move
     *     subjects or cuts
     */
    void ensure(int replication) throws ExecutionException, InterruptedException {
        Map<String, Integer> wanted =
                Map.of(
                        settings.bySubjectTopic(),
                        settings.homePartitions(),
                        settings.byCutTopic(),
                        settings.cutPartitions());
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        wanted.forEach(
                (topic, partitions) -> {
                    if (!existing.contains(topic)) {
                        missing.add(
                                new NewTopic(
                                                topic,
                                                Optional.of(partitions),
                                                Optional.of((short) replication))
                                        .configs(config()));
                    }
                });
        create(missing);
        List<String> present = wanted.keySet().stream().filter(existing::contains).toList();
        for (TopicDescription topic :
                admin.describeTopics(present).allTopicNames().get().values()) {
            int partitions = topic.partitions().size();
            if (partitions != wanted.getOrDefault(topic.name(), partitions)) {
                throw new EngineException(
                        "topic "
                                + topic.name()
                                + " has "
                                + partitions
                                + " partitions, but "
                                + wanted.get(topic.name())
                                + " are configured. Subjects and cuts would move away from their state: keep the number,"
                                + " or raise version, which makes an application of its own.");
            }
        }
    }

    private void create(List<NewTopic> topics) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed; // another instance that starts at the same time may have been first
            }
        }
    }

    private static Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("cleanup.policy", "delete");
        // A record as large as an input takes must pass, with what says where it is from.
        config.put("max.message.bytes", Integer.toString(KafkaSettings.LARGEST_STATE));
        config.put("retention.ms", Long.toString(RETENTION.toMillis()));
        // The brokers' clock decides what "silent" means, whichever instance asks.
        config.put("message.timestamp.type", "LogAppendTime");
        return config;
    }
}
