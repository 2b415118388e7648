package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.KafkaSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Finds out what a backfill would read. It changes nothing. */
public final class Planner implements AutoCloseable {
    private static final long UNKNOWN = -1;

    private final Admin admin;

    /**
     * @param kafka settings of Kafka's clients, by Kafka's names
     */
    public Planner(Map<String, String> kafka) {
        this.admin = Admin.create(KafkaSettings.admin(kafka));
    }

    /**
     * What is wanted.
     *
     * @param fromMs the first end; Long.MIN_VALUE for the first there is
     * @param toMs the last end
     * @param nowMs when the end offsets are taken
     * @param warmUpMs how far back an event can matter to a row
     * @param horizonMs how late an event may be
     * @param aheadMs how far an event may lie after its record's timestamp
     */
    public record Wanted(
            long fromMs, long toMs, long nowMs, long warmUpMs, long horizonMs, long aheadMs) {}

    /**
     * Makes a plan.
     *
     * @param sources the input topics and how many partitions each has
     * @param settings a mark of whatever else decides the rows
     * @throws EngineException if the brokers do not answer
     */
    public BackfillPlan plan(
            int version, Wanted wanted, SortedMap<String, Integer> sources, String settings)
            throws InterruptedException {
        try {
            List<TopicPartition> partitions =
                    sources.entrySet().stream()
                            .flatMap(
                                    topic ->
                                            IntStream.range(0, topic.getValue())
                                                    .mapToObj(
                                                            p ->
                                                                    new TopicPartition(
                                                                            topic.getKey(), p)))
                            .toList();
            return new BackfillPlan(
                    version,
                    wanted.fromMs(),
                    wanted.toMs(),
                    wanted.nowMs(),
                    wanted.warmUpMs(),
                    wanted.horizonMs(),
                    settings,
                    stretches(partitions, wanted));
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the brokers do not say what the topics hold: " + failed.getMessage(), failed);
        }
    }

    private List<Stretch> stretches(List<TopicPartition> partitions, Wanted wanted)
            throws ExecutionException, InterruptedException {
        long needFromMs =
                wanted.fromMs() == Long.MIN_VALUE
                        ? Long.MIN_VALUE
                        : wanted.fromMs() - wanted.warmUpMs() - wanted.aheadMs();
        Map<TopicPartition, ListOffsetsResultInfo> first =
                offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> oldest =
                offsets(partitions, OffsetSpec.forTimestamp(0));
        Map<TopicPartition, ListOffsetsResultInfo> last = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> starts =
                needFromMs <= 0 ? first : offsets(partitions, OffsetSpec.forTimestamp(needFromMs));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                offsets(
                        partitions,
                        OffsetSpec.forTimestamp(wanted.toMs() + wanted.horizonMs() + 1));
        Collection<String> appendTime = appendTimeTopics(partitions);
        Map<TopicPartition, Long> sizes = sizes(partitions);
        List<Stretch> stretches = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long begin = of(first, partition).offset();
            long latest = of(last, partition).offset();
            long start = orElse(of(starts, partition), latest);
            // Where producers stamp records, later offsets may hold earlier times.
            long end =
                    appendTime.contains(partition.topic())
                            ? orElse(of(ends, partition), latest)
                            : latest;
            long oldestMs = of(oldest, partition).timestamp();
            // Of an empty partition all is gone; what is sent from now on is whole.
            long leftFromMs = oldestMs < 0 ? wanted.nowMs() : oldestMs;
            boolean lost = begin > 0 && leftFromMs > Math.max(needFromMs, 0);
            stretches.add(
                    new Stretch(
                            partition.topic(),
                            partition.partition(),
                            start,
                            Math.max(start, end),
                            share(
                                    sizes.getOrDefault(partition, UNKNOWN),
                                    Math.max(start, end) - start,
                                    latest - begin),
                            lost ? leftFromMs + wanted.aheadMs() : UNKNOWN));
        }
        stretches.sort(Comparator.comparing(Stretch::topic).thenComparingInt(Stretch::partition));
        return stretches;
    }

    private static ListOffsetsResultInfo of(
            Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        return Objects.requireNonNull(
                offsets.get(partition), "the brokers answer for each partition or fail");
    }

    private static long orElse(ListOffsetsResultInfo found, long otherwise) {
        return found.offset() < 0 ? otherwise : found.offset();
    }

    private static long share(long size, long read, long held) {
        if (size == UNKNOWN) {
            return UNKNOWN;
        }
        return held == 0 ? 0 : Math.round((double) size * read / held);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                .all()
                .get();
    }

    private Collection<String> appendTimeTopics(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> topics =
                partitions.stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        return admin.describeConfigs(topics).all().get().entrySet().stream()
                .filter(
                        each ->
                                "LogAppendTime"
                                        .equals(
                                                each.getValue()
                                                        .get("message.timestamp.type")
                                                        .value()))
                .map(each -> each.getKey().name())
                .collect(Collectors.toSet());
    }

    /** The size of each partition's largest replica. */
    private Map<TopicPartition, Long> sizes(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        for (Map<String, LogDirDescription> directories :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription directory : directories.values()) {
                directory
                        .replicaInfos()
                        .forEach(
                                (partition, replica) ->
                                        sizes.merge(partition, replica.size(), Math::max));
            }
        }
        sizes.keySet().retainAll(partitions);
        return sizes;
    }

    @Override
    public void close() {
        admin.close();
    }
}
