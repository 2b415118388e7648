package io.omnipulse.engine.backfill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Knows which applications run, how far they have read, and whether all they wrote is done. */
final class Writers {
    private static final Pattern APPLICATION = Pattern.compile("omnipulse-v(\\d+)");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Admin admin;

    Writers(Admin admin) {
        this.admin = admin;
    }

    /** A condition that comes, or not. */
    @FunctionalInterface
    interface Condition {
        /** What is still waited for; empty when it is there. */
        Optional<String> missing() throws ExecutionException, InterruptedException;
    }

    /**
     * Waits.
     *
     * @param otherwise what to do if it does not come
     * @throws NotPromotedException if it does not come in time
     */
    static void await(
            Duration atMost, String otherwise, Consumer<String> progress, Condition condition)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Optional<String> missing = condition.missing();
                missing.isPresent();
                missing = condition.missing()) {
            if (System.nanoTime() > deadline) {
                throw new NotPromotedException(
                        "after "
                                + atMost.toSeconds()
                                + " s still waiting for "
                                + missing.get()
                                + ". "
                                + otherwise);
            }
            progress.accept("waiting for " + missing.get());
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    /** Engines of lower versions that run; twins, which write topics of their own, are none. */
    Optional<String> writersBelow(int version, int was)
            throws ExecutionException, InterruptedException {
        Collection<String> topics = admin.listTopics().names().get();
        List<String> running = new ArrayList<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            Matcher name = APPLICATION.matcher(group.groupId());
            if (name.matches() && runs(group)) {
                int other = Integer.parseInt(name.group(1));
                boolean twin = topics.contains(PlanStore.topicOf(group.groupId()));
                if (other < version && (other == was || !twin)) {
                    running.add(group.groupId());
                }
            }
        }
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of("the engines of " + String.join(", ", running) + " to stop");
    }

    /** One application, if it runs. */
    Optional<String> running(String applicationId) throws ExecutionException, InterruptedException {
        return admin.listGroups().all().get().stream()
                .filter(group -> group.groupId().equals(applicationId) && runs(group))
                .map(group -> "the processes of " + applicationId + " to stop")
                .findFirst();
    }

    private static boolean runs(GroupListing group) {
        GroupState state = group.groupState().orElse(GroupState.UNKNOWN);
        return state != GroupState.EMPTY && state != GroupState.DEAD;
    }

    /** How far an application has read the partitions. */
    Map<TopicPartition, Long> committed(String applicationId, Collection<String> sources)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(applicationId)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach(
                        (partition, offset) -> {
                            if (sources.contains(partition.topic()) && Objects.nonNull(offset)) {
                                committed.put(partition, offset.offset());
                            }
                        });
        return committed;
    }

    /** Where partitions end now. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                        new ListOffsetsOptions(isolation))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> offset(each.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    /** A transaction of a killed process that the brokers have not ended yet hides what follows. */
    Optional<String> openTransactions(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        TopicPartitions counts = new TopicPartitions(admin);
        for (String topic : topics) {
            IntStream.range(0, counts.of(topic))
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition)));
        }
        Map<TopicPartition, Long> written = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        return ends(partitions, IsolationLevel.READ_COMMITTED).equals(written)
                ? Optional.empty()
                : Optional.of("the last transactions in " + String.join(", ", topics) + " to end");
    }
}
