package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.runtime.TopicAdmin;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * A twin of the live engine on the same inputs: the same topology under an application id of its
 * own, writing topics of its own, from the plan's first offsets to its last. Several processes
 * share one by its group; one that is killed goes on at its last commit.
 */
public final class BackfillRun {
    private final EngineSettings settings;
    private final BackfillPlan plan;

    /**
     * @param settings of the twin; where its sources end is taken from the plan
     */
    public BackfillRun(EngineSettings settings, BackfillPlan plan) {
        this.settings = settings.endingAt(plan.ends());
        this.plan = plan;
    }

    /** Told now and then of how much of the plan is read and committed. */
    @FunctionalInterface
    public interface Progress {
        void read(long records, long of);
    }

    /**
     * Returns when all rows are published and committed.
     *
     * @throws EngineException if the brokers do not answer, or the twin stops before
     */
    public void toTheEnd(Progress progress) throws InterruptedException {
        prepare();
        long before = plan.stretches().stream().mapToLong(Stretch::start).sum();
        new BoundedRun(settings)
                .toTheEnd(
                        (read, of) ->
                                progress.read(
                                        Math.min(Math.max(0, read - before), plan.records()),
                                        plan.records()));
    }

    private void prepare() throws InterruptedException {
        try (TopicAdmin topics = new TopicAdmin(settings.kafka());
                Admin admin = Admin.create(KafkaSettings.admin(settings.kafka()))) {
            topics.create(settings.stream().outputs().specs(), settings.stream().cutPartitions());
            beginAtPlan(admin);
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the twin could not be prepared: " + failed.getMessage(), failed);
        }
    }

    /** The first process to come sets the group's offsets; a later one finds them. */
    private void beginAtPlan(Admin admin) throws ExecutionException, InterruptedException {
        String group = settings.stream().applicationId();
        Map<TopicPartition, Long> starts = plan.starts();
        boolean begun =
                admin
                        .listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .entrySet()
                        .stream()
                        .anyMatch(
                                each ->
                                        starts.containsKey(each.getKey())
                                                && Objects.nonNull(each.getValue()));
        if (begun) {
            return;
        }
        try {
            admin.alterConsumerGroupOffsets(
                            group,
                            starts.entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    each ->
                                                            new OffsetAndMetadata(
                                                                    each.getValue()))))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof UnknownMemberIdException)) {
                throw failed; // with members, another process has set them and begun
            }
        }
    }
}
