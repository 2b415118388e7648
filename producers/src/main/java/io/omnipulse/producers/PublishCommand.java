package io.omnipulse.producers;

import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish FILE…}: events kept in files to the topics. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes JSON Lines (one event a line, with its type; .gz is read, - is standard input) to the topics,",
            "rightly keyed and sorted by occurred_at, with occurred_at as record timestamp. Where a line is refused,",
            "nothing is published, unless --skip-invalid. Ends with published=N refused=M."
        })
public final class PublishCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(PublishCommand.class);

    private final ConnectionOptions.ConfigFile configFile;
    private final Function<SpecificRecord, Optional<String>> check;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of events; - is standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--skip-invalid",
            description = "Publish the other lines where some are refused.")
    private boolean skipInvalid;

    @Option(
            names = "--as-is",
            description =
                    "Stream in the order of the files instead of sorting; stops at a refused line.")
    private boolean asIs;

    @Option(
            names = "--sent-now",
            description = "Record timestamp is the time of sending, not occurred_at.")
    private boolean sentNow;

    @Option(
            names = "--horizon",
            paramLabel = "D",
            defaultValue = "48h",
            converter = Conversions.DurationOption.class,
            description =
                    "How late the engine takes an event (its windows.horizon). Default: ${DEFAULT-VALUE}.")
    private Duration horizon = Duration.ofDays(2);

    @Option(
            names = "--sources",
            split = ",",
            paramLabel = "TOPIC",
            defaultValue = Topics.WEB_EVENTS + "," + Topics.POS_SALES + "," + Topics.SURVEY_ANSWERS,
            description = "Topics that the engine reads (its sources). Default: ${DEFAULT-VALUE}.")
    private List<String> sources = List.of();

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    /** With a configuration file of Java properties, and no check beyond the schema. */
    public PublishCommand() {
        this(ConnectionOptions::ofPropertiesFile, event -> Optional.empty());
    }

    /**
     * With the launcher's configuration file and the engine's rules.
     *
     * @param configFile reads what {@code --config} names
     * @param check says why an event that the schema allows is refused all the same; empty for
     *     accepted
     */
    public PublishCommand(
            ConnectionOptions.ConfigFile configFile,
            Function<SpecificRecord, Optional<String>> check) {
        this.configFile = configFile;
        this.check = check;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets the spec");
        PrintWriter err = command.commandLine().getErr();
        try {
            PublishResult result = publish(err);
            result.obstacles().forEach(err::println);
            if (result.refused() > 0 && !skipInvalid) {
                err.println(
                        (asIs
                                        ? "Stopped at the refused line: "
                                        : "Nothing was published, since lines were refused: ")
                                + "correct what is wrong, or publish the others with --skip-invalid.");
            }
            err.flush();
            command.commandLine().getOut().println(result.summary());
            return result.isComplete() ? 0 : CommandFailedException.PROBLEM_FOUND;
        } catch (CommandFailedException e) {
            LOG.debug("publish failed", e);
            err.println(e.getMessage());
            return e.exitCode();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("publish failed", e);
            err.println(e.getMessage());
            return CommandFailedException.PROBLEM_FOUND;
        }
    }

    private PublishResult publish(PrintWriter err) throws IOException {
        Publisher.Mode mode =
                new Publisher.Mode(skipInvalid, asIs, sentNow, EventSorter.Limits.ofThisHeap());
        EventFiles events = new EventFiles(files, System.in, check);
        InstantSource clock = InstantSource.system();
        try (Cluster cluster = Cluster.reach(connection.connection(System.getenv(), configFile));
                Producer<String, SpecificRecord> producer = cluster.producer()) {
            try {
                return new Publisher(
                                producer,
                                () -> guard(cluster, clock.instant()),
                                mode,
                                err::println,
                                clock)
                        .publish(events);
            } catch (SendFailedException e) {
                throw cluster.explained(e);
            }
        }
    }

    private PublishGuard guard(Cluster cluster, Instant now) {
        Set<String> asked = new TreeSet<>(sources);
        Topics.inputs().forEach(topic -> asked.add(topic.name()));
        return new PublishGuard(cluster.states(asked), sources, now, horizon, sentNow);
    }
}
