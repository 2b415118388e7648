package io.omnipulse.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a child's Java is started: the same heap and collector for every measured program.
 *
 * @param home where the jars are: the module's directory
 * @param heap as {@code -Xmx} takes it
 * @param flags further ones for measured programs, such as a recording's
 */
public record Jvm(Path home, String heap, List<String> flags) {
    private static final List<String> ONLY_FOR_FLINK = List.of("frocksdbjni");
    private static final List<String> NOT_FOR_FLINK = List.of("rocksdbjni", "kafka-clients");
    private static final List<String> OPENED_FOR_FLINK =
            List.of("java.util", "java.lang", "java.time", "java.util.concurrent");

    public Jvm {
        flags = List.copyOf(flags);
    }

    /** The command line of a measured program. */
    public List<String> measured(boolean flink) {
        List<String> command =
                new ArrayList<>(
                        List.of(java(), "-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC"));
        if (flink) {
            OPENED_FOR_FLINK.forEach(
                    opened ->
                            command.addAll(
                                    List.of(
                                            "--add-opens",
                                            "java.base/" + opened + "=ALL-UNNAMED")));
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(flink)));
        return command;
    }

    /** The command line as the launcher has it: the heap is left to the machine. */
    public List<String> asLauncher() {
        return new ArrayList<>(List.of(java(), "-XX:+UseParallelGC", "-cp", classPath(false)));
    }

    /** The command line of the broker, which is no program's heap or flags. */
    public List<String> broker() {
        return new ArrayList<>(
                List.of(java(), "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-cp", classPath(false)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Flink and Kafka Streams each bring a RocksDB of the same package, and Flink's connector needs
     * the Kafka clients that it was built with; only one of each may be seen.
     */
    private String classPath(boolean flink) {
        List<String> hidden = flink ? NOT_FOR_FLINK : ONLY_FOR_FLINK;
        List<Path> path = new ArrayList<>();
        path.add(home.resolve("target/omnipulse-benchmarks.jar"));
        if (flink) {
            path.addAll(jars("target/lib-flink"));
        }
        jars("target/lib").stream()
                .filter(jar -> hidden.stream().noneMatch(jar.getFileName().toString()::startsWith))
                .forEach(path::add);
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> jars(String directory) {
        try (Stream<Path> jars = Files.list(home.resolve(directory))) {
            return jars.sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "there are no jars in " + home.resolve(directory) + "; start benchmarks/run",
                    missing);
        }
    }
}
