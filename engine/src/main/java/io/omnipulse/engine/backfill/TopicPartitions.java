package io.omnipulse.engine.backfill;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** How many partitions topics have. */
final class TopicPartitions {
    private final Admin admin;

    TopicPartitions(Admin admin) {
        this.admin = admin;
    }

    int of(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }
}
