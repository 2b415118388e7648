package io.omnipulse.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that says what it has to say in marked lines on its standard output. It ends when its
 * standard input does, so it never outlives this one. What it logs goes to a file.
 */
public final class Child implements AutoCloseable {
    private static final String MAIN = "io.omnipulse.benchmarks.program.ChildMain";

    /** Stands before a line that is meant for the parent. */
    public static final String MARK = "@benchmarks ";

    private static final String ENDED = "ended";
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path log;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param java the command line up to the class path
     * @param log where what it logs goes
     */
    public static Child start(List<String> java, Task task, Path log) {
        List<String> command = new ArrayList<>(java);
        command.add(MAIN);
        command.add(Json.line(task));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            Child child = new Child(task.program(), process, log);
            Thread reader = new Thread(child::read, "says-" + task.program());
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException failed) {
            throw new UncheckedIOException("could not start " + task.program(), failed);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    said.add(line);
                }
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt(); // the process is gone, which is said below
        }
        said.add(ENDED);
    }

    /**
     * The next thing it says.
     *
     * @throws IllegalStateException if it ends, or says nothing in that time
     */
    public <T> T hear(Class<T> type, Duration atMost) throws InterruptedException {
        String line = said.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IllegalStateException(
                    name + " did not answer within " + atMost.toSeconds() + " s; see " + log);
        }
        if (line.equals(ENDED)) {
            throw new IllegalStateException(name + " ended before it was done; see " + log);
        }
        return Json.read(line.substring(MARK.length()), type);
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it: kindly, and after a while not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
