package io.omnipulse.producers;

import io.omnipulse.schemas.RegistryRefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The cluster and the registry, asked what the commands need to know before they send. */
final class Cluster implements AutoCloseable {
    private static final String APPEND_TIME = "LogAppendTime";

    private final Connection connection;
    private final Admin admin;

    private Cluster(Connection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
    }

    /**
     * Makes sure that broker and registry can be reached.
     *
     * @throws CommandFailedException if one cannot, within about ten seconds
     */
    static Cluster reach(Connection connection) {
        List<URI> registries = Addresses.registries(connection);
        Addresses.resolveBrokers(connection);
        Admin admin = adminOf(connection);
        try {
            Cluster cluster = new Cluster(connection, admin);
            cluster.await(admin.describeCluster().nodes());
            Addresses.reachRegistry(connection, registries);
            return cluster;
        } catch (CommandFailedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    Producer<String, SpecificRecord> producer() {
        try {
            return new KafkaProducer<>(connection.forProducer());
        } catch (KafkaException e) {
            throw wrongSettings(e);
        }
    }

    /** The state of each topic, by name; a topic that does not exist is there as missing. */
    Map<String, TopicState> states(Collection<String> topics) {
        Map<String, TopicDescription> existing = existing(topics);
        Map<String, Config> configs = configs(existing.keySet());
        Map<String, Long> newest = newest(existing.values());
        Map<String, TopicState> states = new HashMap<>();
        for (String topic : topics) {
            Config config = configs.get(topic);
            states.put(
                    topic,
                    config == null
                            ? TopicState.missing(topic)
                            : state(topic, config, newest.getOrDefault(topic, TopicState.EMPTY)));
        }
        return states;
    }

    /** Those of the topics that do not exist. */
    List<String> missing(Collection<String> topics) {
        Map<String, TopicDescription> existing = existing(topics);
        return topics.stream().filter(topic -> !existing.containsKey(topic)).sorted().toList();
    }

    /** What a failure to send means for the user. */
    CommandFailedException explained(SendFailedException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        boolean refused =
                cause instanceof RegistryRefusedException
                        || cause instanceof RecordTooLargeException
                        || cause instanceof InvalidTimestampException;
        return new CommandFailedException(
                refused ? CommandFailedException.PROBLEM_FOUND : CommandFailedException.UNREACHABLE,
                Texts.sentence(e.getMessage())
                        + " Brokers: "
                        + connection.bootstrapServers()
                        + ", registry: "
                        + connection.registryShown()
                        + ". Records before it may have been written; events sent again are counted once.",
                e);
    }

    @Override
    public void close() {
        admin.close();
    }

    private static Admin adminOf(Connection connection) {
        try {
            return Admin.create(connection.forAdmin());
        } catch (KafkaException e) {
            throw wrongSettings(e);
        }
    }

    private Map<String, TopicDescription> existing(Collection<String> topics) {
        Map<String, TopicDescription> existing = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            TopicDescription description =
                    awaitUnless(UnknownTopicOrPartitionException.class, topic.getValue());
            if (description != null) {
                existing.put(topic.getKey(), description);
            }
        }
        return existing;
    }

    private Map<String, Config> configs(Collection<String> topics) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Map<String, Config> configs = new HashMap<>();
        await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    private Map<String, Long> newest(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic : topics) {
            topic.partitions()
                    .forEach(
                            partition ->
                                    asked.put(
                                            new TopicPartition(topic.name(), partition.partition()),
                                            OffsetSpec.maxTimestamp()));
        }
        Map<String, Long> newest = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
                await(admin.listOffsets(asked).all()).entrySet()) {
            if (answer.getValue().offset() >= 0) {
                newest.merge(answer.getKey().topic(), answer.getValue().timestamp(), Math::max);
            }
        }
        return newest;
    }

    private static TopicState state(String topic, Config config, long newestMs) {
        boolean deletes =
                value(config, TopicConfig.CLEANUP_POLICY_CONFIG)
                        .contains(TopicConfig.CLEANUP_POLICY_DELETE);
        return new TopicState(
                topic,
                true,
                value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(APPEND_TIME),
                deletes ? millis(config, TopicConfig.RETENTION_MS_CONFIG) : TopicState.UNLIMITED,
                millis(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                millis(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                newestMs);
    }

    /**
     * Negative and absent values mean that there is no limit; old brokers do not know every
     * setting.
     */
    private static long millis(Config config, String name) {
        String value = value(config, name);
        long millis = value.isEmpty() ? -1 : Long.parseLong(value);
        return millis < 0 ? TopicState.UNLIMITED : millis;
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> @Nullable T awaitUnless(
            Class<? extends Exception> expected, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return null;
            }
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandFailedException(
                CommandFailedException.UNREACHABLE, "Interrupted while the cluster was asked.", e);
    }

    private CommandFailedException unreachable(Throwable cause) {
        String remedy =
                cause instanceof AuthenticationException || cause instanceof AuthorizationException
                        ? "Check the credentials given by -K or the kafka.* properties, and what they are allowed to do."
                        : "Start it, or name another one with --bootstrap-server.";
        return new CommandFailedException(
                CommandFailedException.UNREACHABLE,
                "The Kafka cluster at "
                        + connection.bootstrapServers()
                        + " cannot be used: "
                        + Texts.sentence(String.valueOf(cause.getMessage()))
                        + " "
                        + remedy,
                cause);
    }

    private static CommandFailedException wrongSettings(KafkaException e) {
        Throwable cause = e;
        while (!(cause instanceof ConfigException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new CommandFailedException(
                CommandFailedException.WRONG_USAGE,
                "The Kafka client does not take its settings: "
                        + Texts.sentence(String.valueOf(cause.getMessage()))
                        + " Correct --bootstrap-server, -K or the kafka.* properties.",
                e);
    }
}
