package io.omnipulse.producers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code produce web|pos|survey|all}: simulated channel producers against a cluster. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = {
            "Sends simulated traffic to the topics, at its own pace, until --duration has passed or Ctrl-C.",
            "All ids contain the start, so that two runs are not each other's duplicates."
        })
public final class ProduceCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ProduceCommand.class);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final long GOODBYE_SECONDS = 10;

    private final ConnectionOptions.ConfigFile configFile;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "web|pos|survey|all",
            converter = CastOption.class,
            description = "Which producers play.")
    private Cast cast = Cast.ALL;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Events per second, the mean over a week. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The same seed and start give the same events. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "T",
            converter = Conversions.InstantOption.class,
            description =
                    "Simulated time of the first events, ISO-8601; record timestamps follow it. Default: now.")
    private @Nullable Instant start;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = Conversions.DurationOption.class,
            description = "How long to play, such as 90s, 5m or 24h. Default: until Ctrl-C.")
    private Duration duration = FOR_EVER;

    @Option(
            names = "--steady",
            description = "The same rate day and night, instead of a daily rhythm in UTC.")
    private boolean steady;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "Share of events that are sent late, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double late;

    @Option(
            names = "--max-lateness",
            paramLabel = "D",
            defaultValue = "1m",
            converter = Conversions.DurationOption.class,
            description = "How late at most. Default: ${DEFAULT-VALUE}.")
    private Duration maxLateness = Duration.ofMinutes(1);

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of events that are sent twice, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double duplicates;

    @Option(
            names = "--drop-conversion-at",
            paramLabel = "D",
            converter = Conversions.DurationOption.class,
            description = "When purchases drop, from the start.")
    private @Nullable Duration dropAt;

    @Option(
            names = "--drop-to",
            paramLabel = "SHARE",
            description = "Share that remains, 0 to 1. Default: 0.5.")
    private @Nullable Double dropTo;

    @Option(
            names = "--drop-for",
            paramLabel = "D",
            converter = Conversions.DurationOption.class,
            description = "How long the drop lasts. Default: to the end.")
    private @Nullable Duration dropFor;

    @Option(
            names = "--drop-campaign",
            paramLabel = "C",
            description = "The campaign it strikes. Default: all.")
    private @Nullable String dropCampaign;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    /** With a configuration file of Java properties. */
    public ProduceCommand() {
        this(ConnectionOptions::ofPropertiesFile);
    }

    /**
     * With the launcher's configuration file.
     *
     * @param configFile reads what {@code --config} names
     */
    public ProduceCommand(ConnectionOptions.ConfigFile configFile) {
        this.configFile = configFile;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets the spec");
        try {
            Instant begin = start == null ? InstantSource.system().instant() : start;
            SimulatedProducer.Progress end =
                    play(traffic(command, begin), arrival(command), command);
            command.commandLine()
                    .getOut()
                    .println(
                            "sent="
                                    + end.sent()
                                    + " acknowledged="
                                    + end.acknowledged()
                                    + " late="
                                    + end.late());
            return 0;
        } catch (CommandFailedException e) {
            LOG.debug("produce failed", e);
            command.commandLine().getErr().println(e.getMessage());
            return e.exitCode();
        }
    }

    private SimulatedProducer.Progress play(Traffic traffic, Arrival arrival, CommandSpec command) {
        Connection where = connection.connection(System.getenv(), configFile);
        try (Cluster cluster = Cluster.reach(where)) {
            List<String> missing = cluster.missing(cast.topics());
            if (!missing.isEmpty()) {
                throw new CommandFailedException(
                        CommandFailedException.PROBLEM_FOUND,
                        "At "
                                + where.bootstrapServers()
                                + " there is no topic "
                                + String.join(", ", missing)
                                + ", and events are to go there: create it with `omnipulse topics create`.");
            }
            try (Producer<String, SpecificRecord> producer = cluster.producer()) {
                return untilStopped(
                        new SimulatedProducer(producer, traffic, arrival, Pace.realTime()),
                        command);
            } catch (SendFailedException e) {
                throw cluster.explained(e);
            }
        }
    }

    /** Ctrl-C ends the run in order: the hook waits until what was sent is acknowledged. */
    private SimulatedProducer.Progress untilStopped(
            SimulatedProducer simulated, CommandSpec command) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            simulated.stop();
                            awaitQuietly(ended);
                        },
                        "stop-produce");
        Runtime.getRuntime().addShutdownHook(hook);
        ProgressLine line = ProgressLine.of(command.commandLine().getErr());
        try {
            return simulated.run(duration, line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(
                    CommandFailedException.PROBLEM_FOUND, "Interrupted while sending.", e);
        } finally {
            line.end();
            ended.countDown();
            removeQuietly(hook);
        }
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            if (!ended.await(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("stopped before every record was acknowledged");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeQuietly(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the virtual machine is going down, and the hook with it", e);
        }
    }

    private Traffic traffic(CommandSpec command, Instant begin) {
        try {
            TrafficPlan plan = TrafficPlan.standard().withKinds(cast.kinds());
            plan = steady ? plan.withSteadyRate() : plan;
            return Traffic.of(seed, begin, rate, withDrop(plan, command));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TrafficPlan withDrop(TrafficPlan plan, CommandSpec command) {
        if (dropAt == null) {
            if (dropTo != null || dropFor != null || dropCampaign != null) {
                throw new ParameterException(
                        command.commandLine(),
                        "--drop-to, --drop-for and --drop-campaign say nothing without --drop-conversion-at.");
            }
            return plan;
        }
        List<String> names = plan.campaigns().stream().map(Campaign::name).toList();
        if (dropCampaign != null && !names.contains(dropCampaign)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--drop-campaign "
                            + Texts.shortened(dropCampaign)
                            + ": no such campaign runs; allowed are "
                            + String.join(", ", names)
                            + ".");
        }
        double factor = dropTo == null ? 0.5 : dropTo;
        return plan.withDrop(
                new Drop(dropCampaign, dropAt, factor, dropFor == null ? FOR_EVER : dropFor));
    }

    private Arrival arrival(CommandSpec command) {
        try {
            return new Arrival(late, maxLateness, duplicates, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Who plays. */
    record Cast(Set<Kind> kinds) {
        static final Cast ALL = new Cast(EnumSet.allOf(Kind.class));

        List<String> topics() {
            List<String> topics = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                if (kinds.contains(kind)) {
                    topics.add(kind.topic());
                }
            }
            return topics;
        }
    }

    /** Reads the names of the producers. */
    static final class CastOption implements ITypeConverter<Cast> {
        @Override
        public Cast convert(String text) {
            if (text.equals("all")) {
                return Cast.ALL;
            }
            for (Kind kind : Kind.values()) {
                if (text.equals(kind.name().toLowerCase(Locale.ROOT))) {
                    return new Cast(EnumSet.of(kind));
                }
            }
            throw new TypeConversionException(
                    "\""
                            + Texts.shortened(text)
                            + "\" is no producer; allowed are web, pos, survey and all.");
        }
    }
}
