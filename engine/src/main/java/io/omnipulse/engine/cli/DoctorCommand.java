package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.schemas.RegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: whether an engine that is configured so could start, and if not, why. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks whether an engine that is configured so could start: catalogue, brokers, topics, version, registry,",
            "state directory.",
            "Says of each what it found or what to do; changes nothing. Exit code: the highest of what failed, 0 if nothing did."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    /** Looks at one thing, and says what it found. */
    @FunctionalInterface
    private interface Look {
        String find() throws Exception;
    }

    @Override
    public Integer call() {
        EngineConfig config = cluster.load(Map.of()).config();
        List<Integer> exitCodes = new ArrayList<>();
        exitCodes.add(
                look(
                        "catalogue",
                        () -> EngineSetup.catalog(config).definitions().size() + " KPIs"));
        int brokers = look("brokers", () -> brokers(config));
        exitCodes.add(brokers);
        if (brokers == ExitCodes.DONE) {
            exitCodes.add(look("topics", () -> topics(config)));
            exitCodes.add(look("version", () -> version(config)));
        } else {
            say("skipped", "topics", "nobody can say while the brokers cannot be reached");
            say("skipped", "version", "nobody can say while the brokers cannot be reached");
        }
        exitCodes.add(look("registry", () -> registry(config)));
        exitCodes.add(look("state-dir", () -> stateDir(config.stateDir())));
        return exitCodes.stream().max(Integer::compare).orElse(ExitCodes.DONE);
    }

    private int look(String what, Look look) {
        try {
            say("ok", what, look.find());
            return ExitCodes.DONE;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            say("FAILED", what, "stopped before there was an answer");
            return ExitCodes.PROBLEM;
        } catch (Exception failed) { // whatever fails is what this command is there to tell
            Throwable cause = Failures.cause(failed);
            say("FAILED", what, Failures.sentence(cause));
            return Failures.exitCode(cause);
        }
    }

    private void say(String verdict, String what, String found) {
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        String indent = System.lineSeparator() + " ".repeat(19);
        out.printf(Locale.ROOT, "%-8s %-9s %s%n", verdict, what, found.replaceAll("\\R", indent));
        out.flush();
    }

    private static String brokers(EngineConfig config)
            throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
            int count = admin.brokers();
            return count + (count == 1 ? " broker" : " brokers");
        }
    }

    private static String topics(EngineConfig config)
            throws ExecutionException, InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
            List<String> problems =
                    new ArrayList<>(
                            admin.problems(
                                    TopicAdmin.needed(config.sources()), config.homePartitions()));
            problems.addAll(
                    admin.problemsOfDoor(
                            config.sources(),
                            StreamSettings.bySubjectTopic(
                                    EngineSetup.applicationId(config.version()))));
            if (!problems.isEmpty()) {
                throw new FailedException(
                        ExitCodes.PROBLEM, String.join(System.lineSeparator(), problems));
            }
            return "as the engine needs them";
        }
    }

    private static String version(EngineConfig config) throws InterruptedException {
        EngineSetup.requireMayWrite(config);
        return config.version() + " may write rows";
    }

    private static String registry(EngineConfig config) {
        String subject = config.sources().get(0) + "-value";
        return RegistryClient.of(config.kafka())
                .latest(subject)
                .map(schema -> "has version " + schema.version() + " of " + subject)
                .orElse("answers, and has no schema of " + subject + " yet");
    }

    private static String stateDir(Path directory) {
        Path absolute = directory.toAbsolutePath();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            if (existing == null || !Files.isDirectory(existing)) {
                throw new IOException(
                        (existing == null ? absolute : existing) + " is no directory");
            }
            if (!Files.isWritable(existing)) {
                throw new IOException(existing + " is not writable for this user");
            }
            long freeMiB = Files.getFileStore(existing).getUsableSpace() / (1024 * 1024);
            return absolute + ", " + freeMiB + " MiB free";
        } catch (IOException unusable) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "state cannot be kept in "
                            + absolute
                            + ": "
                            + unusable.getMessage()
                            + ". Name another directory with state-dir.",
                    unusable);
        }
    }
}
