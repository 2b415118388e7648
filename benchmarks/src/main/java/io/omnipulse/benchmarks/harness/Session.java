package io.omnipulse.benchmarks.harness;

import io.omnipulse.benchmarks.data.Loader;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker with a workload on its topics, and programs that are run on it one after the other.
 * Everything is stopped and removed at the end, but for a data directory that was asked for.
 */
public final class Session implements AutoCloseable {
    /** Of a broker that leaves its topics alone: compacting while CPU is counted adds noise. */
    public static final Map<String, String> NOT_COMPACTING =
            Map.of("log.cleaner.enable", "false", "num.network.threads", "2");

    /** Of a broker that compacts in the background, as brokers do unless told otherwise. */
    public static final Map<String, String> COMPACTING = Map.of("num.network.threads", "2");

    private static final String KEPT = "workload.json";

    private final Jvm jvm;
    private final Workload workload;
    private final Optional<Path> data;
    private final Path logs;
    private final PrintStream progress;
    private final TemporaryDirectory temporary;
    private final Cluster cluster;
    private final TreeMap<Integer, Long> loaded = new TreeMap<>();
    private int runs;

    private Session(
            Jvm jvm,
            Workload workload,
            Optional<Path> data,
            Path logs,
            PrintStream progress,
            TemporaryDirectory temporary,
            Cluster cluster) {
        this.jvm = jvm;
        this.workload = workload;
        this.data = data;
        this.logs = logs;
        this.progress = progress;
        this.temporary = temporary;
        this.cluster = cluster;
    }

    /** What a data directory holds, so that it is not taken for something else. */
    private record Kept(Workload workload, Map<Integer, Long> records) {}

    /**
     * Starts the broker.
     *
     * @param broker the broker's settings, such as {@link #NOT_COMPACTING}
     * @param data where topics are kept for another session; empty for nowhere
     * @param logs where programs log
     * @param progress told what goes on
     * @throws IllegalArgumentException if the data directory holds another workload
     */
    public static Session open(
            Jvm jvm,
            Map<String, String> broker,
            Workload workload,
            Optional<Path> data,
            Path logs,
            PrintStream progress)
            throws InterruptedException {
        Map<Integer, Long> kept = kept(workload, data);
        TemporaryDirectory temporary = TemporaryDirectory.create();
        try {
            Cluster cluster =
                    Cluster.start(
                            jvm,
                            data.orElseGet(() -> temporary.fresh("broker")),
                            workload,
                            broker,
                            logs.resolve("broker.log"));
            Session session = new Session(jvm, workload, data, logs, progress, temporary, cluster);
            session.loaded.putAll(kept);
            return session;
        } catch (RuntimeException | InterruptedException failed) {
            temporary.close();
            throw failed;
        }
    }

    private static Map<Integer, Long> kept(Workload workload, Optional<Path> data) {
        if (data.isEmpty() || !Files.exists(data.get().resolve(KEPT))) {
            return Map.of();
        }
        Path file = data.get().resolve(KEPT);
        try {
            Kept kept = Json.read(Files.readString(file), Kept.class);
            if (!kept.workload().equals(workload)) {
                throw new IllegalArgumentException(
                        data.get()
                                + " holds another workload ("
                                + kept.workload().text()
                                + "). Give the same options, or another --data directory.");
            }
            return kept.records();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }

    /** Publishes the slice unless it is there; returns how many records it holds. */
    public long load(Slice slice) throws ExecutionException, InterruptedException {
        Long present = loaded.get(slice.every());
        if (present != null) {
            return present;
        }
        long begun = System.nanoTime();
        Loader.Loaded done =
                new Loader(cluster.settings())
                        .load(
                                workload,
                                slice,
                                events -> tell(String.format("generating: %,d events", events)));
        tell(
                String.format(
                        "generated %,d events of %,d bytes each in %.1f s%s",
                        done.events(),
                        done.bytes() / Math.max(1, done.events()),
                        (System.nanoTime() - begun) / 1e9,
                        slice.every() == 1 ? "" : ": one subject in " + slice.every()));
        loaded.put(slice.every(), done.events());
        keep();
        return done.events();
    }

    private void keep() {
        data.ifPresent(
                directory -> {
                    try {
                        Files.writeString(
                                directory.resolve(KEPT), Json.page(new Kept(workload, loaded)));
                    } catch (IOException failed) {
                        throw new UncheckedIOException(
                                "cannot write to the data directory " + directory, failed);
                    }
                });
    }

    /** Makes the topics that a live engine reads and writes, as far as they are missing. */
    public void createTopicsOfEngine() throws ExecutionException, InterruptedException {
        createTopics(
                TopicAdmin.needed(
                        List.of(Topics.WEB_EVENTS, Topics.POS_SALES, Topics.SURVEY_ANSWERS)),
                workload.partitions());
    }

    /** Makes those of the topics that are missing. */
    public void createTopics(List<TopicSpec> specs, int partitions)
            throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(cluster.settings())) {
            admin.create(specs, partitions);
        }
    }

    /** What a program is told: a name and a state directory of its own. */
    public Task task(String program, Slice slice, int threads, Map<String, String> options)
            throws ExecutionException, InterruptedException {
        long records = load(slice);
        String name = "b" + System.currentTimeMillis() / 1000 + "-" + ++runs + "-" + program;
        return new Task(
                program,
                cluster.settings(),
                cluster.brokerPid(),
                workload,
                slice.every(),
                records,
                threads,
                temporary.fresh(program).toString(),
                name,
                options);
    }

    /** Runs a program to its end in a process of its own. */
    public Measurement run(Task task, Duration atMost) throws InterruptedException {
        tell("running " + task.program());
        try (Child child = start(task)) {
            return child.hear(Measurement.class, atMost);
        } finally {
            TemporaryDirectory.delete(Path.of(task.directory()));
        }
    }

    /** Starts a program that answers in its own way. */
    public Child start(Task task) {
        return Child.start(
                jvm.measured(task.program().startsWith("flink")),
                task,
                logs.resolve(task.program() + ".log"));
    }

    /**
     * Reads what an engine has stored of journeys, as often as the broker has kept it.
     *
     * @param application what its topics begin with
     * @param to given each record of the changelog
     */
    public void readJourneys(String application, Consumer<ConsumerRecord<byte[], byte[]>> to)
            throws ExecutionException, InterruptedException {
        String changelog =
                topics(application).stream()
                        .filter(topic -> topic.contains("journeys") && topic.endsWith("changelog"))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                application + " has no changelog of journeys"));
        TopicReader.read(cluster(), changelog, to);
    }

    private Set<String> topics(String application) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(application))
                    .collect(Collectors.toSet());
        }
    }

    /** Removes the topics of a program that is done. */
    public void forget(Task task) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteTopics(topics(task.name())).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        cluster.settings().getOrDefault("bootstrap.servers", "")));
    }

    public Map<String, String> cluster() {
        return new HashMap<>(cluster.settings());
    }

    public Workload workload() {
        return workload;
    }

    /** How measured processes are started. */
    public Jvm jvm() {
        return jvm;
    }

    /** Where programs log. */
    public Path logs() {
        return logs;
    }

    /** An empty directory that is gone at the end. */
    public Path fresh(String name) {
        return temporary.fresh(name);
    }

    /** Says what goes on. */
    public void tell(String sentence) {
        progress.println("benchmarks: " + sentence);
    }

    @Override
    public void close() {
        cluster.close();
        temporary.close();
    }
}
