package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.schemas.EmbeddedRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job with nothing installed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs everything in one process: a Kafka broker, a schema registry, simulated web, store and survey traffic, the",
            "engine, metrics and the live page. One campaign loses its conversion after two minutes. The horizon is two",
            "minutes here, so that rows settle while one looks. Ctrl-C stops it; without --data nothing stays behind."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port; 0 takes a free one. Default: 8080.")
    private int port = 8080;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            description = "Port of the broker; 0 takes a free one. Default: 9092.")
    private int kafkaPort = 9092;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            description = "Port of the schema registry; 0 takes a free one. Default: 8081.")
    private int registryPort = 8081;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Simulated events a second. Default: 50.")
    private double rate = 50;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same people. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep topics, schemas and state here, and go on from them.")
    private @Nullable Path data;

    @Option(names = "--no-traffic", description = "No simulated traffic: bring your own.")
    private boolean noTraffic;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Your own events (JSON Lines) instead of simulated ones, sorted, so that they happen now.")
    private @Nullable String events;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "With --events: how much faster than they happened. Default: 1.")
    private double speed = 1;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationOption.class,
            description = "Stop by itself after this time. Default: until Ctrl-C.")
    private Duration duration = Duration.ofDays(36_500);

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        check();
        // The signal's hook lets the machine go only when the work directory, too, is gone.
        try (Shutdown shutdown = Shutdown.onSignal()) {
            if (data != null) {
                Files.createDirectories(data);
                return run(data, shutdown);
            }
            try (WorkDirectory work = WorkDirectory.create("omnipulse-demo")) {
                return run(work.path(), shutdown);
            }
        }
    }

    private void check() {
        if (!(rate > 0 && rate <= 100_000)) {
            throw wrong("--rate must be more than 0 and at most 100000");
        }
        if (!(speed > 0)) {
            throw wrong("--speed must be more than 0");
        }
        if (events != null && noTraffic) {
            throw wrong("--events and --no-traffic exclude each other");
        }
        if (events != null && !Files.isReadable(Path.of(events))) {
            throw wrong("--events names " + events + ", which does not exist or cannot be read");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(command().commandLine(), sentence);
    }

    private int run(Path directory, Shutdown shutdown)
            throws IOException, ExecutionException, InterruptedException {
        try (EmbeddedKafka kafka = kafka(directory.resolve("kafka"));
                EmbeddedRegistry registry = registry(directory.resolve("registry"))) {
            EngineConfig config = config(directory, kafka, registry);
            try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
                admin.create(TopicAdmin.needed(config.sources()), PARTITIONS);
            }
            Optional<Engine> engine = Optional.of(Engine.start(EngineSetup.of(config)));
            try (Front front = Front.open(config, Role.all, engine);
                    DemoTraffic traffic = new DemoTraffic(config.kafka(), err())) {
                awaitReady(front);
                announce(front, kafka, registry);
                begin(traffic);
                return shutdown.await(engine, duration);
            } finally {
                engine.ifPresent(Engine::close);
            }
        }
    }

    private void begin(DemoTraffic traffic) {
        if (events != null) {
            traffic.replay(List.of(events), speed);
        } else if (!noTraffic) {
            traffic.simulate(seed, rate);
        }
    }

    private EmbeddedKafka kafka(Path directory) {
        try {
            return EmbeddedKafka.start(directory, kafkaPort, Map.of());
        } catch (IllegalStateException taken) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "The broker cannot start: "
                            + taken.getMessage()
                            + ". Choose another with --kafka-port.",
                    taken);
        }
    }

    private EmbeddedRegistry registry(Path directory) throws IOException {
        try {
            return data == null
                    ? EmbeddedRegistry.start(registryPort)
                    : EmbeddedRegistry.start(registryPort, directory);
        } catch (BindException taken) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "The schema registry cannot start: port "
                            + registryPort
                            + " is taken. Choose another with --registry-port.",
                    taken);
        }
    }

    private EngineConfig config(Path directory, EmbeddedKafka kafka, EmbeddedRegistry registry) {
        Map<String, String> options = new HashMap<>();
        options.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        options.put("kafka.schema.registry.url", registry.url());
        options.put("home-partitions", Integer.toString(PARTITIONS));
        options.put("windows.horizon", "2m");
        options.put("windows.finality", "10s");
        options.put("alerts.learn", "90s");
        options.put("serve.port", Integer.toString(port));
        options.put("serve.stale-after", "60s");
        options.put("state-dir", directory.resolve("state").toString());
        return ConfigReader.read(Optional.empty(), Map.of(), options).config();
    }

    private static void awaitReady(Front front) throws InterruptedException {
        long deadline = System.nanoTime() + START_AT_MOST.toNanos();
        while (front.problem().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new FailedException(
                        ExitCodes.UNREACHABLE,
                        "The demo is not ready after "
                                + START_AT_MOST.toSeconds()
                                + " s: "
                                + front.problem().orElse(""));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void announce(Front front, EmbeddedKafka kafka, EmbeddedRegistry registry) {
        String base = front.url().toString();
        PrintWriter out = command().commandLine().getOut();
        out.println("omnipulse demo is ready; Ctrl-C stops it");
        out.println("  live page  " + base);
        out.println("  metrics    " + base + "metrics");
        out.println("  API        " + base + "api/kpis");
        out.println("  Kafka      " + kafka.bootstrapServers());
        out.println("  registry   " + registry.url());
        if (!noTraffic && events == null) {
            out.println(
                    "  In two minutes the campaign \""
                            + DemoTraffic.LOSER
                            + "\" loses its conversion: watch it fall.");
        }
        out.flush();
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets the spec");
    }
}
