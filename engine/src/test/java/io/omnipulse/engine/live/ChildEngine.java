package io.omnipulse.engine.live;

import io.omnipulse.engine.EngineMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine in a process of its own, so that it can be killed. */
final class ChildEngine implements AutoCloseable {
    private static final Pattern UP =
            Pattern.compile("omnipulse engine \\((?:process|all)\\) at (\\S+)");

    private final String name;
    private final Process process;
    private final Path log;

    private ChildEngine(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code omnipulse engine} with state of its own, which a later child of the same name
     * finds again.
     *
     * @param kafka further Kafka settings
     */
    static ChildEngine start(LiveCluster cluster, String name, Map<String, String> kafka)
            throws IOException {
        return start(cluster, name, kafka, List.of("engine", "--role", "process"));
    }

    /**
     * Starts any command with a configuration of its own.
     *
     * @param command its words, without the options that name the configuration
     */
    static ChildEngine start(
            LiveCluster cluster, String name, Map<String, String> kafka, List<String> command)
            throws IOException {
        return start(cluster, name, configure(cluster, name), kafka, command);
    }

    /**
     * Starts any command.
     *
     * @param config its configuration
     */
    static ChildEngine start(
            LiveCluster cluster,
            String name,
            Path config,
            Map<String, String> kafka,
            List<String> command)
            throws IOException {
        Path log = cluster.directory().resolve(name + ".log");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                EngineMain.class.getName()));
        words.addAll(command);
        words.addAll(List.of("--config", config.toString()));
        kafka.forEach((key, value) -> words.addAll(List.of("-K", key + "=" + value)));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new ChildEngine(name, process, log);
    }

    /** Writes the configuration of a child; a later child of the same name has the same. */
    static Path configure(LiveCluster cluster, String name) throws IOException {
        Path directory = cluster.directory();
        Path config = directory.resolve(name + ".yaml");
        StringBuilder yaml =
                new StringBuilder()
                        .append("home-partitions: " + LiveEngine.HOME_PARTITIONS + "\n")
                        .append("state-dir: " + directory.resolve("state-" + name) + "\n")
                        .append("sources: " + cluster.sourceTopics() + "\n")
                        .append("serve: {port: 0}\n")
                        .append("kafka:\n")
                        .append("  num.standby.replicas: 0\n");
        cluster.settings()
                .forEach((key, value) -> yaml.append("  " + key + ": \"" + value + "\"\n"));
        Files.writeString(config, yaml);
        return config;
    }

    /** Waits for a line that the engine writes once it is up. */
    ChildEngine awaitUp() throws Exception {
        Await.until(
                name + " is up; its log: " + log,
                Duration.ofSeconds(60),
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(
                                name + " ended by itself:\n" + Files.readString(log));
                    }
                    return UP.matcher(Files.readString(log)).find();
                });
        return this;
    }

    /** Where it answers, once it is up. */
    URI url() throws IOException {
        Matcher up = UP.matcher(Files.readString(log));
        URI url = URI.create("");
        while (up.find()) {
            url = URI.create(up.group(1)); // an earlier child of the same name had another
        }
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits until it ends by itself. */
    int awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " does not end; its log: " + log);
        }
        return process.exitValue();
    }

    /** SIGTERM, as an operator stops it; returns when it is gone. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not stop");
        }
        return process.exitValue();
    }

    /** SIGSTOP: it does nothing until it may go on, and does not know of it. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exitCode =
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                        .start()
                        .waitFor();
        if (exitCode != 0) {
            throw new AssertionError(name + " did not take SIG" + signal + "; its log: " + log);
        }
    }

    /** kill −9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
