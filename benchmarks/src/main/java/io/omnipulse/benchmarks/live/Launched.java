package io.omnipulse.benchmarks.live;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command of the launcher in a process of its own, known to be up by a line that it says. */
final class Launched implements AutoCloseable {
    private static final String MAIN = "io.omnipulse.engine.EngineMain";
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(40);

    private final Process process;
    private final CompletableFuture<String> up = new CompletableFuture<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private Launched(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param java the command line up to the class path
     * @param words the command and its options
     * @param environment added to this process's
     * @param upWhen the line that says that it is up holds this
     * @param log where all lines go
     */
    static Launched start(
            List<String> java,
            List<String> words,
            Map<String, String> environment,
            String upWhen,
            Path log) {
        List<String> command = new ArrayList<>(java);
        command.add(MAIN);
        command.addAll(words);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Launched launched = new Launched(builder.start());
            Thread reader = new Thread(() -> launched.read(upWhen, log), "says-" + words.get(0));
            reader.setDaemon(true);
            reader.start();
            return launched;
        } catch (IOException failed) {
            throw new UncheckedIOException("could not start " + words, failed);
        }
    }

    private void read(String upWhen, Path log) {
        try (BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter to =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.write(line);
                to.newLine();
                to.flush();
                said.add(line);
                if (line.contains(upWhen)) {
                    up.complete(line);
                }
            }
        } catch (IOException closed) {
            up.completeExceptionally(closed);
        }
        up.completeExceptionally(new IOException("the process has ended; see " + log));
    }

    /** The line that says that it is up. */
    String awaitUp(Duration atMost) throws InterruptedException {
        try {
            return up.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(
                    "it was not up within " + atMost.toSeconds() + " s: " + failed.getMessage(),
                    failed);
        }
    }

    /**
     * How a command ended.
     *
     * @param lines all that it said
     * @param cpuSeconds as last seen, a fifth of a second before its end at most
     */
    record Ended(int exitCode, List<String> lines, double seconds, double cpuSeconds) {}

    /** Waits until the command has ended by itself. */
    Ended awaitEnd(Duration atMost) throws InterruptedException {
        long begunMs = begunMs();
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration cpu = Duration.ZERO;
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "it had not ended after " + atMost.toSeconds() + " s");
            }
        }
        double seconds = (System.currentTimeMillis() - begunMs) / 1e3;
        up.handle((line, end) -> line).orTimeout(10, TimeUnit.SECONDS).join(); // all is read
        return new Ended(process.exitValue(), List.copyOf(said), seconds, cpu.toMillis() / 1e3);
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** When the process began, in milliseconds since 1970. */
    long begunMs() {
        return process.info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("the process has ended"))
                .toEpochMilli();
    }

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
