package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.harness.Task;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Where a rival publishes. */
public final class RivalTopics {
    private RivalTopics() {}

    /** What is counted by events. */
    public static String figures(Task task) {
        return task.name() + "-figures";
    }

    /** What is counted by sessions. */
    public static String sessions(Task task) {
        return task.name() + "-sessions";
    }

    static void create(Admin admin, Task task) throws ExecutionException, InterruptedException {
        admin.createTopics(
                        List.of(figures(task), sessions(task)).stream()
                                .map(
                                        name ->
                                                new NewTopic(
                                                        name,
                                                        task.workload().partitions(),
                                                        (short) 1))
                                .toList())
                .all()
                .get();
    }
}
