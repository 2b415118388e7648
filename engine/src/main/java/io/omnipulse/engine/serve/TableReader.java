package io.omnipulse.engine.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a table from its topic: a thread with a consumer of committed records, without a group,
 * over all partitions, from the beginning. Every reader has the whole table, so readers need not
 * know of each other.
 *
 * <p>A record that cannot be read is counted and passed by: the next one of its key heals the
 * table. A broker or a registry that does not answer is nobody's fault and shows in {@link
 * #problem()} until it does.
 */
public final class TableReader implements AutoCloseable, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * How often the reader asks the broker for new partitions, and so notices that there is no
     * broker.
     */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final String topic;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Deserializer<? extends SpecificRecord> deserializer;
    private final TopicTable table;
    private final boolean required;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> current =
            new AtomicReference<>();
    private final Thread thread;
    private final Trouble withBroker = new Trouble(LOG);
    private final Trouble withRegistry = new Trouble(LOG);

    // Confined to the thread.
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private boolean warned;

    private TableReader(
            String topic,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Deserializer<? extends SpecificRecord> deserializer,
            TopicTable table,
            boolean required) {
        this.topic = topic;
        this.consumers = consumers;
        this.deserializer = deserializer;
        this.table = table;
        this.required = required;
        this.thread = new Thread(this::run, topic + "-reader");
        thread.setDaemon(true);
    }

    /**
     * A reader that reads nothing before {@link #start}, of a topic without which there is nothing
     * to show.
     *
     * @param topic where the rows are; {@code kpi-values} unless a backfill has its own
     * @param consumers makes a consumer, with {@link #consumerSettings}; asked again after an error
     *     that ends one
     * @param deserializer reads the values; closed with this reader
     * @param table what is fed
     */
    public TableReader(
            String topic,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Deserializer<? extends SpecificRecord> deserializer,
            TopicTable table) {
        this(topic, consumers, deserializer, table, true);
    }

    /**
     * The same of a topic that an older installation does not have. While it is missing there is
     * nothing in it, which is no problem; it is read as soon as it appears.
     */
    public static TableReader ofOptional(
            String topic,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Deserializer<? extends SpecificRecord> deserializer,
            TopicTable table) {
        return new TableReader(topic, consumers, deserializer, table, false);
    }

    /** What such a consumer needs, over the user's own Kafka settings. */
    public static Map<String, Object> consumerSettings(Map<String, ?> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        // Without a group there is nothing to join and nothing to commit.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What an aborted transaction wrote was never true.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // New partitions are noticed with the metadata.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) LOOK.toMillis());
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "omnipulse-serve");
        // Bytes, so that one bad value does not stop the others.
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    public TableReader start() {
        thread.start();
        return this;
    }

    @Override
    public Optional<String> problem() {
        return withBroker.now().or(withRegistry::now);
    }

    /**
     * Ends the thread and closes its consumer; returns when both are done, or after some seconds.
     */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (isOpen()) {
                readWithOneConsumer();
            }
        } finally {
            deserializer.close();
        }
    }

    private void readWithOneConsumer() {
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = consumers.get();
            current.set(consumer);
            read(consumer);
        } catch (WakeupException e) {
            LOG.debug("Woken up to close");
        } catch (RuntimeException e) {
            withBroker.begins("cannot read " + topic + ": " + reason(e), e);
            pause();
        } finally {
            current.set(null);
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(ANSWER));
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        goals.clear();
        Set<TopicPartition> assigned = new HashSet<>();
        long lookedNanos = System.nanoTime() - LOOK.toNanos();
        while (isOpen()) {
            if ((assigned.isEmpty() && required)
                    || System.nanoTime() - lookedNanos >= LOOK.toNanos()) {
                look(consumer, assigned);
                lookedNanos = System.nanoTime();
            }
            if (assigned.isEmpty()) {
                pause();
            } else {
                take(consumer);
            }
        }
    }

    /** Finds partitions that are new, and whether the broker still answers. */
    void look(Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
        try {
            List<TopicPartition> added = new ArrayList<>(partitions(consumer));
            added.removeAll(assigned);
            if (!added.isEmpty()) {
                assigned.addAll(added);
                consumer.assign(assigned);
                consumer.seekToBeginning(added);
            }
            if (assigned.isEmpty()) {
                missing();
                return;
            }
            // Asked each time: the list of partitions may come from memory, this cannot.
            Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, ANSWER);
            if (!table.isComplete()) {
                ends.forEach(goals::putIfAbsent);
            }
            withBroker.ends();
        } catch (TimeoutException e) {
            withBroker.begins("the broker does not answer: " + reason(e), null);
        }
    }

    private void missing() {
        if (required) {
            withBroker.begins("starting: the topic " + topic + " does not exist yet", null);
            return;
        }
        withBroker.ends();
        if (!table.isComplete()) {
            table.markComplete();
            LOG.atInfo().addKeyValue("topic", topic).log("There is no such topic yet");
        }
    }

    private Collection<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, ANSWER);
        // Null is what clients answered for an unknown topic before 4.0, and what mocks still do.
        return infos == null
                ? List.of()
                : infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    /**
     * Takes what one poll gives. A record that may be read later is left for later, with all behind
     * it in its partition.
     */
    void take(Consumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        boolean refused = false;
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    take(record);
                    withRegistry.ends();
                } catch (RetriableException e) {
                    withRegistry.begins("cannot decode " + topic + " yet: " + reason(e), null);
                    consumer.seek(partition, record.offset());
                    refused = true;
                    break;
                }
            }
        }
        if (refused) {
            pause();
        } else if (!table.isComplete() && reachedGoals(consumer)) {
            table.markComplete();
            LOG.atDebug().addKeyValue("topic", topic).log("The present table is complete");
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            table.take(record.partition(), record.timestamp(), record.key(), decode(record));
        } catch (RetriableException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a pluggable deserializer throws at bad bytes: the next record is none the
            // worse for it.
            table.countUnreadable();
            if (!warned) {
                warned = true;
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log(
                                "A record could not be read and is left out; further ones are"
                                        + " only counted");
            }
        }
    }

    private @Nullable SpecificRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? null // a tombstone
                : deserializer.deserialize(topic, record.headers(), record.value());
    }

    private boolean reachedGoals(Consumer<byte[], byte[]> consumer) {
        // Empty until the first look succeeded.
        return !goals.isEmpty()
                && goals.entrySet().stream()
                        .allMatch(
                                goal ->
                                        consumer.position(goal.getKey(), ANSWER)
                                                >= goal.getValue());
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
