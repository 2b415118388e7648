package io.omnipulse.engine.runtime;

import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of the contract, and says where existing ones do not keep it. */
public final class TopicAdmin implements AutoCloseable {
    /** Brokers that have answered once may be busy with what they were asked to make. */
    private static final int PATIENCE_MS = 60_000;

    private static final int LOOK_EVERY_MS = 100;

    private final Admin admin;

    /**
     * @param kafka settings of Kafka's clients, by Kafka's names
     */
    public TopicAdmin(Map<String, String> kafka) {
        this.admin = Admin.create(KafkaSettings.admin(kafka));
    }

    /** How many brokers answer. */
    public int brokers() throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().size();
    }

    /**
     * Creates those of the topics that do not exist, with as many replicas as there are brokers,
     * three at most.
     *
     * @return the names of the topics created, in their order
     */
    public List<String> create(Collection<TopicSpec> specs, int partitions)
            throws ExecutionException, InterruptedException {
        int replication = Math.min(3, brokers());
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing =
                specs.stream()
                        .filter(spec -> !existing.contains(spec.name()))
                        .map(
                                spec ->
                                        new NewTopic(
                                                        spec.name(),
                                                        Optional.of(partitions),
                                                        Optional.of((short) replication))
                                                .configs(spec.config()))
                        .toList();
        admin.createTopics(missing, new CreateTopicsOptions().timeoutMs(PATIENCE_MS)).all().get();
        List<String> created = missing.stream().map(NewTopic::name).toList();
        awaitLeaders(created, partitions);
        return created;
    }

    /**
     * A topic exists before its partitions have leaders; the ends of partitions are answered by
     * leaders only.
     */
    private void awaitLeaders(List<String> topics, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!haveLeaders(ends)) {
            if (System.nanoTime() > deadline) {
                throw new EngineException(
                        "the brokers have made the topics "
                                + String.join(", ", topics)
                                + " but do not know them yet; try again");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private boolean haveLeaders(Map<TopicPartition, OffsetSpec> ends)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(PATIENCE_MS)).all().get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false; // the news of a topic reaches a broker's metadata a little later
            }
            throw failed;
        }
    }

    /**
     * What keeps the topics from being what the contract says; each a sentence that says what to
     * do. Empty if all is well.
     */
    public List<String> problems(Collection<TopicSpec> specs, int homePartitions)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<String> problems = new ArrayList<>();
        List<TopicSpec> present = new ArrayList<>();
        for (TopicSpec spec : specs) {
            if (existing.contains(spec.name())) {
                present.add(spec);
            } else {
                problems.add(
                        "topic "
                                + spec.name()
                                + " does not exist; create it with: omnipulse topics create");
            }
        }
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(present.stream().map(TopicSpec::name).toList())
                        .allTopicNames()
                        .get();
        Map<String, Map<String, String>> configs =
                configs(present.stream().map(TopicSpec::name).toList());
        for (TopicSpec spec : present) {
            TopicDescription description = descriptions.get(spec.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (spec.direction() == TopicSpec.Direction.IN && partitions > homePartitions) {
                problems.add(
                        "topic "
                                + spec.name()
                                + " has "
                                + partitions
                                + " partitions, more than home-partitions ("
                                + homePartitions
                                + "); raise home-partitions, and version with it, since subjects move");
            }
            compare(spec, configs.getOrDefault(spec.name(), Map.of()), problems);
        }
        problems.addAll(
                RecordSizes.problems(
                        largest(configs, TopicAdmin::isInput),
                        largest(configs, TopicAdmin::isForAnyRecord)));
        return problems;
    }

    /**
     * What keeps the door to the home partitions from taking all that the inputs do; empty where
     * there is none yet.
     *
     * @param door its topic
     */
    public List<String> problemsOfDoor(Collection<String> inputs, String door)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        if (!existing.contains(door)) {
            return List.of();
        }
        List<String> present = inputs.stream().filter(existing::contains).toList();
        return RecordSizes.problems(
                largest(configs(present), topic -> true),
                largest(configs(List.of(door)), topic -> true));
    }

    private static boolean isInput(String topic) {
        return Topics.spec(topic)
                .map(spec -> spec.direction() == TopicSpec.Direction.IN)
                .orElse(false);
    }

    private static boolean isForAnyRecord(String topic) {
        return topic.equals(Topics.DEAD_LETTERS) || topic.equals(Topics.LATE_EVENTS);
    }

    private static Map<String, Long> largest(
            Map<String, Map<String, String>> configs, Predicate<String> which) {
        Map<String, Long> largest = new TreeMap<>();
        configs.forEach(
                (topic, config) -> {
                    String bytes = config.get(RecordSizes.LARGEST);
                    if (which.test(topic) && bytes != null) {
                        largest.put(topic, Long.parseLong(bytes));
                    }
                });
        return largest;
    }

    private static void compare(TopicSpec spec, Map<String, String> actual, List<String> problems) {
        for (String key : List.of("cleanup.policy", "message.timestamp.type")) {
            String wanted = spec.config().getOrDefault(key, "");
            String found = actual.getOrDefault(key, "");
            boolean imports =
                    spec.direction() == TopicSpec.Direction.IN
                            && key.equals("message.timestamp.type");
            if (!wanted.equals(found) && !imports) {
                problems.add(
                        "topic "
                                + spec.name()
                                + " has "
                                + key
                                + "="
                                + found
                                + " instead of "
                                + wanted
                                + "; change it with Kafka's kafka-configs");
            }
        }
    }

    private Map<String, Map<String, String>> configs(List<String> topics)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, Config> entry :
                admin.describeConfigs(resources).all().get().entrySet()) {
            Map<String, String> values = new HashMap<>();
            entry.getValue()
                    .entries()
                    .forEach(config -> values.put(config.name(), String.valueOf(config.value())));
            configs.put(entry.getKey().name(), values);
        }
        return configs;
    }

    /**
     * How many partitions each of the topics has.
     *
     * @throws EngineException if one does not exist
     */
    public SortedMap<String, Integer> partitions(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        for (String topic : topics) {
            if (!existing.contains(topic)) {
                throw new EngineException(
                        "topic "
                                + topic
                                + " does not exist on the cluster; create it with: omnipulse topics create");
            }
        }
        SortedMap<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach(
                        (name, description) ->
                                partitions.put(name, description.partitions().size()));
        return partitions;
    }

    /**
     * Every topic of the contract that the engine needs for these sources: those, and all it
     * writes.
     */
    public static List<TopicSpec> needed(Collection<String> sources) {
        List<TopicSpec> specs = new ArrayList<>();
        Topics.inputs().stream().filter(spec -> sources.contains(spec.name())).forEach(specs::add);
        specs.addAll(Topics.outputs());
        return specs;
    }

    @Override
    public void close() {
        admin.close();
    }
}
