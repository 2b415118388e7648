package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Stretch;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.schemas.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** The Kafka Streams DSL job, run until it has read its topics and all that follows from them. */
public final class StreamsRival {
    private static final int LOOK_EVERY_MS = 100;

    /** Nothing moves for so long: nothing more is to come. Several commits fit in. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Task task;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private StreamsRival(Task task) {
        this.task = task;
    }

    public static Measurement run(Task task) throws ExecutionException, InterruptedException {
        return new StreamsRival(task).measure();
    }

    private Measurement measure() throws ExecutionException, InterruptedException {
        Properties settings = settings();
        Serde<SpecificRecord> events = AvroSerdes.serde(new HashMap<>(task.cluster()), false);
        try (Admin admin = admin()) {
            RivalTopics.create(admin, task);
            Topology topology =
                    StreamsTopology.build(
                                    new Slice(task.slice()).topics(),
                                    events,
                                    RivalTopics.figures(task),
                                    RivalTopics.sessions(task),
                                    Duration.ofMillis(task.workload().latenessMs()),
                                    Duration.ofMillis(task.workload().spanMs()))
                            .build(settings);
            try (KafkaStreams streams = new KafkaStreams(topology, settings)) {
                streams.setUncaughtExceptionHandler(
                        thrown -> {
                            failure.compareAndSet(null, thrown);
                            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                        });
                streams.start();
                return awaitEnd(admin);
            }
        }
    }

    private Measurement awaitEnd(Admin admin) throws ExecutionException, InterruptedException {
        Stretch stretch = Stretch.of(task);
        long before = -1;
        long changed = System.nanoTime();
        while (!stretch.isOver()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("the job failed: " + thrown.getMessage(), thrown);
            }
            long processed = RivalProgress.processed();
            // Behind the windows there are topics and tables of cuts, which follow a little later.
            long moved = processed + (processed < task.records() ? 0 : written(admin));
            if (moved != before) {
                stretch.processed(processed);
                before = moved;
                changed = System.nanoTime();
            } else if (processed >= task.records() && System.nanoTime() - changed > QUIET_NANOS) {
                break;
            }
        }
        return stretch.end(Map.of());
    }

    /** How much the job has written to its own topics and committed as read. */
    private long written(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> own =
                admin.listTopics().names().get().stream()
                        .filter(topic -> topic.startsWith(task.name()))
                        .collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(own)
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) ->
                                topic.partitions()
                                        .forEach(
                                                partition ->
                                                        asked.put(
                                                                new TopicPartition(
                                                                        name,
                                                                        partition.partition()),
                                                                OffsetSpec.latest())));
        long ends =
                admin.listOffsets(asked).all().get().values().stream()
                        .mapToLong(end -> end.offset())
                        .sum();
        long committed =
                admin
                        .listConsumerGroupOffsets(task.name())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .values()
                        .stream()
                        .mapToLong(offset -> offset == null ? 0 : offset.offset())
                        .sum();
        return ends + committed;
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", task.cluster().getOrDefault("bootstrap.servers", "")));
    }

    /** Each with what it gives the job. */
    private Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, task.name());
        settings.put(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                task.cluster().getOrDefault("bootstrap.servers", ""));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, task.threads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, task.directory());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        // Ten times the default: fewer flushes, and more changes of a key become one.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 3_000);
        // Fifty times the default, for the same reason.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 512L * 1024 * 1024);
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), 2_000);
        settings.put(
                StreamsConfig.mainConsumerPrefix("max.partition.fetch.bytes"), 4 * 1024 * 1024);
        settings.put(StreamsConfig.producerPrefix("batch.size"), 128 * 1024);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 50);
        // A flush of so large a cache takes a while.
        settings.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 120_000);
        return settings;
    }
}
