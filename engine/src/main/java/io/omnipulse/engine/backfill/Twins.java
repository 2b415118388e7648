package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** What a twin leaves on the cluster, and how it is removed. */
public final class Twins implements AutoCloseable {
    private final Admin admin;

    /**
     * @param kafka settings of Kafka's clients, by Kafka's names
     */
    public Twins(Map<String, String> kafka) {
        this.admin = Admin.create(KafkaSettings.admin(kafka));
    }

    /** The topics of an application's own: doors, changelogs, rows, its plan. */
    public List<String> topics(String applicationId) throws InterruptedException {
        try {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(applicationId + "-"))
                    .sorted()
                    .toList();
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the brokers do not say which topics there are: " + failed.getMessage(),
                    failed);
        }
    }

    /**
     * Removes the topics and the group.
     *
     * @throws EngineException if the twin still runs
     */
    public void remove(String applicationId, List<String> topics) throws InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(applicationId)).all().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupNotEmptyException) {
                throw new EngineException(
                        applicationId + " still runs; stop its processes, then clean again",
                        failed);
            }
            if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
                throw new EngineException(
                        "the group "
                                + applicationId
                                + " could not be removed: "
                                + failed.getMessage(),
                        failed);
            }
        }
        try {
            admin.deleteTopics(topics).all().get();
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "not all topics of "
                            + applicationId
                            + " could be removed: "
                            + failed.getMessage(),
                    failed);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
