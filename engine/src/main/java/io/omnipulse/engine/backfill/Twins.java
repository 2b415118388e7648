package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * What is left once a twin is promoted and its promotion is for good: everything of the version
     * whose rows it replaced, those rows, and its own topics from when it was a twin. Never what
     * its engine reads and writes.
     */
    public List<String> leftBehind(String promoted, String old) throws InterruptedException {
        Outputs outputs = Outputs.of(promoted);
        Set<String> asTwin = new HashSet<>(outputs.specs().stream().map(TopicSpec::name).toList());
        asTwin.add(PlanStore.topicOf(promoted));
        List<String> left = new ArrayList<>(topics(old));
        topics(promoted).stream()
                .filter(
                        topic ->
                                asTwin.contains(topic)
                                        || topic.startsWith(outputs.prefix() + "replaced-"))
                .forEach(left::add);
        return left;
    }

    /**
     * Removes a group.
     *
     * @throws EngineException if its processes still run
     */
    public void removeGroup(String applicationId) throws InterruptedException {
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
    }

    public void removeTopics(List<String> topics) throws InterruptedException {
        try {
            admin.deleteTopics(topics).all().get();
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "not all of "
                            + String.join(", ", topics)
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
