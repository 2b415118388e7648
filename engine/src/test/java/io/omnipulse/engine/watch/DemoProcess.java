package io.omnipulse.engine.watch;

import io.omnipulse.engine.EngineMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code omnipulse demo} in a process of its own: the real engine under traffic. */
final class DemoProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private DemoProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param options further options of the command
     */
    static DemoProcess start(Path directory, String... options) throws Exception {
        Path log = directory.resolve("demo.log");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "demo",
                                "--port",
                                "0",
                                "--kafka-port",
                                "0",
                                "--registry-port",
                                "0"));
        words.addAll(List.of(options));
        Process process = omnipulse(log, words);
        DemoProcess demo = new DemoProcess(process, log);
        Http.await(
                "the demo is ready; its log: " + log,
                Duration.ofSeconds(90),
                () -> demo.said("live page").contains(":"));
        return demo;
    }

    /** Any command of the launcher, in a process of its own. */
    static Process omnipulse(Path log, List<String> words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx768m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                EngineMain.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Host and port at which it serves. */
    String address() throws IOException {
        return said("live page").replaceAll("http://([^/]*)/", "$1");
    }

    String bootstrapServers() throws IOException {
        return said("Kafka    ");
    }

    String registry() throws IOException {
        return said("registry ");
    }

    private String said(String what) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the demo has ended:\n" + Files.readString(log));
        }
        Matcher line = Pattern.compile(what + " +(\\S+)\\n").matcher(Files.readString(log));
        return line.find() ? line.group(1) : "";
    }

    @Override
    public void close() {
        Http.stop(process);
    }
}
