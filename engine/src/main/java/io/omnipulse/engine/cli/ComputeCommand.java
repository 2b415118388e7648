package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.HistoryReader;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.producers.EventFiles;
import io.omnipulse.producers.EventSorter;
import io.omnipulse.producers.PublishGuard;
import io.omnipulse.producers.PublishResult;
import io.omnipulse.producers.Publisher;
import io.omnipulse.producers.TopicState;
import io.omnipulse.schemas.ConfluentAvroSerializer;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compute FILE… --out DIR}: the KPIs of events in files, with no cluster. */
@Command(
        name = "compute",
        mixinStandardHelpOptions = true,
        description = {
            "Computes the KPIs of events in files, with no cluster: the same topology on a broker in this process, the same",
            "rows as live. A line that is refused is reported and the rest computed; the exit code is then 1."
        })
final class ComputeCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final EngineConfig DEFAULTS = EngineConfig.defaults();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "JSON Lines, one event a line with its type; .gz is read, - is standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the rows go.")
    private Path out = Path.of(".");

    @Option(
            names = "--windows",
            split = ",",
            paramLabel = "W",
            description = "Rolling windows, such as 1h,30d. Default: 5m,1h,24h,7d,30d.")
    private List<String> windows = List.of();

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "F",
            description = "Files to write: ${COMPLETION-CANDIDATES}. Default: csv.")
    private List<RowFormat> formats = List.of(RowFormat.csv);

    @Option(
            names = "--step",
            paramLabel = "D",
            converter = DurationOption.class,
            description = "How often openmetrics repeats an unchanged value. Default: 5m.")
    private Duration step = Duration.ofMinutes(5);

    @Option(names = "--kpis", paramLabel = "FILE", description = "KPIs added to the shipped ones.")
    private @Nullable Path kpis;

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        List<Window> chosen = chosenWindows();
        KpiCatalog catalog =
                kpis == null ? CatalogReader.shipped() : CatalogReader.shippedAnd(kpis);
        for (String file : files) {
            if (!file.equals(EventFiles.STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
                throw new FailedException(
                        ExitCodes.USAGE,
                        "The file "
                                + file
                                + " cannot be read: it does not exist or access is denied.");
            }
        }
        Files.createDirectories(out);
        ProgressText progress = new ProgressText(err());
        try (WorkDirectory work = WorkDirectory.create("omnipulse-compute")) {
            return compute(work.path(), chosen, catalog, progress);
        }
    }

    private int compute(Path work, List<Window> chosen, KpiCatalog catalog, ProgressText progress)
            throws IOException, ExecutionException, InterruptedException {
        progress.show("starting");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(work.resolve("kafka"), 0, Map.of())) {
            Map<String, String> cluster =
                    Map.of(
                            "bootstrap.servers",
                            kafka.bootstrapServers(),
                            "schema.registry.url",
                            "mock://" + work.getFileName());
            SortedMap<String, Integer> sources = createTopics(cluster);
            progress.show("reading " + String.join(", ", files));
            PublishResult published = publish(cluster, progress);
            sources.keySet().retainAll(published.spans().keySet());
            StreamSettings stream =
                    new StreamSettings(
                            "omnipulse-compute",
                            1,
                            sources,
                            PARTITIONS,
                            PARTITIONS,
                            chosen,
                            DEFAULTS.windows().horizon(),
                            DEFAULTS.windows().lookback(),
                            DEFAULTS.windows().finality(),
                            DEFAULTS.clockTolerance(),
                            OptionalLong.of(Watermarks.ENDED),
                            false,
                            TICK,
                            Optional.empty(),
                            Outputs.PUBLISHED);
            EngineSettings engine =
                    new EngineSettings(
                            stream,
                            catalog,
                            cluster,
                            work.resolve("state"),
                            Runtime.getRuntime().availableProcessors());
            new BoundedRun(engine)
                    .toTheEnd(
                            (read, of) ->
                                    progress.show("computing: " + read + " of " + of + " events"));
            progress.show("writing");
            long rows = write(new HistoryReader(cluster, Topics.KPI_HISTORY).read(), catalog);
            progress.end();
            out().println(
                            "events="
                                    + published.published()
                                    + " refused="
                                    + published.refused()
                                    + " rows="
                                    + rows);
            out().flush();
            return published.refused() == 0 ? ExitCodes.DONE : ExitCodes.PROBLEM;
        }
    }

    private static SortedMap<String, Integer> createTopics(Map<String, String> cluster)
            throws ExecutionException, InterruptedException {
        List<TopicSpec> specs =
                Topics.all().stream()
                        .map(
                                spec ->
                                        spec.direction() == TopicSpec.Direction.IN
                                                ? spec.withTimestamps(TopicSpec.Timestamps.PRODUCER)
                                                        .withRetention(Duration.ofDays(36_500))
                                                : spec)
                        .toList();
        try (TopicAdmin admin = new TopicAdmin(cluster)) {
            admin.create(specs, PARTITIONS);
            return admin.partitions(Topics.inputs().stream().map(TopicSpec::name).toList());
        }
    }

    private PublishResult publish(Map<String, String> cluster, ProgressText progress)
            throws IOException {
        Serializer<SpecificRecord> values = new ConfluentAvroSerializer();
        values.configure(new HashMap<>(cluster), false);
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        cluster.getOrDefault("bootstrap.servers", ""),
                        "linger.ms",
                        20,
                        "batch.size",
                        256 * 1024);
        try (Producer<String, SpecificRecord> producer =
                new KafkaProducer<>(settings, new StringSerializer(), values)) {
            Publisher.Mode mode =
                    new Publisher.Mode(true, false, false, EventSorter.Limits.ofThisHeap());
            Publisher publisher =
                    new Publisher(
                            producer,
                            ComputeCommand::guard,
                            mode,
                            refused -> progress.line(refused.toString()),
                            InstantSource.system());
            return publisher.publish(new EventFiles(files, System.in, EventRules::refusal));
        }
    }

    /** The topics were made for these events a moment ago: nothing stands in the way of any. */
    private static PublishGuard guard() {
        Map<String, TopicState> states =
                Topics.inputs().stream()
                        .collect(
                                Collectors.toMap(
                                        TopicSpec::name,
                                        spec ->
                                                new TopicState(
                                                        spec.name(),
                                                        true,
                                                        false,
                                                        TopicState.UNLIMITED,
                                                        TopicState.UNLIMITED,
                                                        TopicState.UNLIMITED,
                                                        TopicState.EMPTY)));
        return new PublishGuard(
                states, List.of(), Instant.now(), DEFAULTS.windows().horizon(), false);
    }

    private long write(HistoryReader.History history, KpiCatalog catalog) throws IOException {
        List<RowLine> lines =
                history.rows()
                        .lines(history.ranges())
                        .map(RowLine::settled)
                        .collect(Collectors.toList());
        for (RowFormat format : new LinkedHashSet<>(formats)) {
            format.write(lines, history.ranges(), catalog, step, out);
        }
        return lines.size();
    }

    private List<Window> chosenWindows() {
        if (windows.isEmpty()) {
            return DEFAULTS.windows().rolling();
        }
        Set<Window> chosen = new LinkedHashSet<>();
        for (String label : windows) {
            chosen.add(
                    Window.named(label)
                            .orElseThrow(
                                    () ->
                                            new ParameterException(
                                                    command().commandLine(),
                                                    "There is no window \""
                                                            + label
                                                            + "\"; the windows are "
                                                            + Window.labels()
                                                            + ".")));
        }
        List<Window> sorted = new ArrayList<>(chosen);
        sorted.sort(null);
        return sorted;
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets the spec");
    }

    private PrintWriter out() {
        return command().commandLine().getOut();
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }
}
