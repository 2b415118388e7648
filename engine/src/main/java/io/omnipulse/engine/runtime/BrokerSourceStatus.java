package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.stream.SourceStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers, in a thread of its own, how far the group has committed and where the sources
 * end. Committed offsets are compared, since a position within a task says nothing of records still
 * in a buffer, and since they pass the markers of transactions, which no record shows.
 */
final class BrokerSourceStatus implements SourceStatus, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSourceStatus.class);

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, Long> fixedEnds;
    private final Set<TopicPartition> partitions;
    private final Set<String> appendTime;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "source-status");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile Set<Source> atEnd = Set.of();
    private volatile long recordsRead;

    /**
     * @param bounded whether the sources end
     * @param ends where they end; empty for where they end now
     */
    BrokerSourceStatus(
            Admin admin,
            String group,
            Map<String, Integer> sources,
            boolean bounded,
            Map<TopicPartition, Long> ends,
            Duration every)
            throws ExecutionException, InterruptedException {
        this.admin = admin;
        this.group = group;
        this.partitions =
                sources.entrySet().stream()
                        .flatMap(
                                topic ->
                                        IntStream.range(0, topic.getValue())
                                                .mapToObj(
                                                        partition ->
                                                                new TopicPartition(
                                                                        topic.getKey(), partition)))
                        .collect(Collectors.toUnmodifiableSet());
        this.fixedEnds = !bounded ? Map.of() : ends.isEmpty() ? offsets(OffsetSpec.latest()) : ends;
        this.appendTime = appendTimeTopics(sources.keySet());
        // The task reports its own failures; its future has nothing to add.
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::ask, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean atEnd(Source source) {
        return atEnd.contains(source);
    }

    @Override
    public boolean appendTime(String topic) {
        return appendTime.contains(topic);
    }

    /** How many records have been read and committed. */
    long recordsRead() {
        return recordsRead;
    }

    /** Everything that the sources held, if they are bounded. */
    long fixedTotal() {
        return fixedEnds.values().stream().mapToLong(Long::longValue).sum();
    }

    private void ask() {
        try {
            Map<TopicPartition, Long> ends =
                    fixedEnds.isEmpty() ? offsets(OffsetSpec.latest()) : fixedEnds;
            Map<TopicPartition, Long> starts = offsets(OffsetSpec.earliest());
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            recordsRead =
                    committed.entrySet().stream()
                            .filter(
                                    entry ->
                                            partitions.contains(entry.getKey())
                                                    && entry.getValue() != null)
                            .mapToLong(entry -> entry.getValue().offset())
                            .sum();
            atEnd =
                    partitions.stream()
                            .filter(
                                    partition ->
                                            read(committed.get(partition), starts.get(partition))
                                                    >= end(ends, partition))
                            .map(partition -> new Source(partition.topic(), partition.partition()))
                            .collect(Collectors.toUnmodifiableSet());
        } catch (ExecutionException | RuntimeException unreachable) {
            // Nothing counts as silent while nobody can tell.
            atEnd = Set.of();
            LOG.atWarn()
                    .addKeyValue("group", group)
                    .log(
                            "The brokers do not say where the sources end: {}",
                            unreachable.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
    }

    private static long read(@Nullable OffsetAndMetadata committed, @Nullable Long start) {
        // Where retention has deleted more than was read, reading goes on at the start.
        return Math.max(committed == null ? 0 : committed.offset(), start == null ? 0 : start);
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                        .all()
                        .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private Set<String> appendTimeTopics(Set<String> topics)
            throws ExecutionException, InterruptedException {
        Set<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .collect(Collectors.toSet());
        return admin.describeConfigs(resources).all().get().entrySet().stream()
                .filter(
                        entry ->
                                "LogAppendTime"
                                        .equals(
                                                entry.getValue()
                                                        .get("message.timestamp.type")
                                                        .value()))
                .map(entry -> entry.getKey().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
