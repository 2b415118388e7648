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
    private static final String FLINKS_ROCKSDB = "frocksdbjni";
    private static final String STREAMS_ROCKSDB = "rocksdbjni";
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

    /** The command line of the broker, which is no program's heap or flags. */
    public List<String> broker() {
        return new ArrayList<>(
                List.of(java(), "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-cp", classPath(false)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Flink and Kafka Streams each bring a RocksDB of the same package; only one may be seen. */
    private String classPath(boolean flink) {
        String hidden = flink ? STREAMS_ROCKSDB : FLINKS_ROCKSDB;
        try (Stream<Path> jars = Files.list(home.resolve("target/lib"))) {
            return Stream.concat(
                            Stream.of(home.resolve("target/omnipulse-benchmarks.jar")),
                            jars.filter(jar -> !jar.getFileName().toString().startsWith(hidden))
                                    .sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "the jars are not in " + home.resolve("target/lib") + "; start benchmarks/run",
                    missing);
        }
    }
}
