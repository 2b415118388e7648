package io.omnipulse.benchmarks.harness;

import io.omnipulse.benchmarks.data.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A broker and a registry in a process of their own, on free ports of the loopback interface. */
public final class Cluster implements AutoCloseable {
    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    private final Child child;
    private final Map<String, String> settings;

    private Cluster(Child child, Map<String, String> settings) {
        this.child = child;
        this.settings = settings;
    }

    /** Where the broker and the registry are. */
    public record Address(String bootstrap, String registry) {}

    /**
     * Starts them on a directory; one that holds an earlier one's logs goes on with them.
     *
     * @param overrides broker settings that differ from those of a small broker
     */
    public static Cluster start(
            Jvm jvm, Path directory, Workload workload, Map<String, String> overrides, Path log)
            throws InterruptedException {
        Task task =
                new Task(
                        "broker",
                        Map.of(),
                        0,
                        workload,
                        1,
                        0,
                        1,
                        directory.toAbsolutePath().toString(),
                        "broker",
                        overrides);
        Child child = Child.start(jvm.broker(), task, log);
        try {
            Address address = child.hear(Address.class, START_AT_MOST);
            return new Cluster(
                    child,
                    Map.of(
                            "bootstrap.servers",
                            address.bootstrap(),
                            "schema.registry.url",
                            address.registry()));
        } catch (RuntimeException | InterruptedException failed) {
            child.close();
            throw failed;
        }
    }

    /** By the names of Kafka's clients. */
    public Map<String, String> settings() {
        return settings;
    }

    public long brokerPid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }
}
