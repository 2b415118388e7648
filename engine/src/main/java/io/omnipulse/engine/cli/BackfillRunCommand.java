package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.BackfillRun;
import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.backfill.RemoteWrite;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.row.CountedRange;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.TimedSamples;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.HistoryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill run}: replays what the plan says. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Replays the topics to the offsets at which they end when it is first started. The live engine's rows do not change.",
            "Start it again to go on after a stop or a kill; start it several times to share the work."
        })
final class BackfillRunCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            converter = PerSecondOption.class,
            description =
                    "Read no more than so many records a second in this process, to leave the brokers to the live engine."
                            + " Default: as many as it can.")
    private @Nullable Integer maxRate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the rows to files there as well.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "F",
            description = "Files to write: ${COMPLETION-CANDIDATES}. Default: csv.")
    private List<RowFormat> formats = List.of(RowFormat.csv);

    @Option(
            names = "--remote-write",
            paramLabel = "URL",
            description =
                    "Send the rows to a Prometheus as well, such as http://localhost:9090/api/v1/write.")
    private @Nullable URI remoteWrite;

    @Option(
            names = "--step",
            paramLabel = "D",
            converter = DurationOption.class,
            description =
                    "How often openmetrics and remote write repeat an unchanged value. Default: 5m.")
    private Duration step = Duration.ofMinutes(5);

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        EngineConfig config = options.config();
        KpiCatalog catalog = options.catalog(config);
        BackfillPlan plan = plan(config);
        EngineSettings twin =
                EngineSetup.twin(config, catalog, plan)
                        .readingAtMost(
                                maxRate == null ? OptionalInt.empty() : OptionalInt.of(maxRate));
        ProgressText progress = new ProgressText(command().commandLine().getErr());
        Rate rate = new Rate();
        new BackfillRun(twin, plan).toTheEnd((read, of) -> progress.show(rate.text(read, of)));
        progress.end();
        String results = results(config, twin, plan, catalog, progress);
        progress.end();
        PrintWriter to = command().commandLine().getOut();
        to.println(
                "records="
                        + plan.records()
                        + " seconds="
                        + rate.seconds()
                        + " records_per_second="
                        + rate.perSecond(plan.records())
                        + results);
        to.flush();
        return ExitCodes.DONE;
    }

    private BackfillPlan plan(EngineConfig config) throws ExecutionException, InterruptedException {
        PlanStore store = new PlanStore(config.kafka(), options.applicationId(config));
        options.requireTwin(config);
        boolean begun = options.hasBegun(config);
        Optional<BackfillPlan> kept = begun ? store.read() : Optional.empty();
        if (kept.isEmpty()) {
            return store.write(options.plan(config, EngineSetup.sources(config)));
        }
        String again = options.applicationId(config) + " has begun already. ";
        if (options.hasRange()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    again
                            + "Go on with it without --from and --to, take another --as-version, or remove it with backfill clean.");
        }
        if (!kept.get().settings().equals(options.settings(config))) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    again
                            + "It has other KPI definitions or settings: go on with the same --kpis and configuration, take another"
                            + " --as-version, or remove it with backfill clean.");
        }
        return kept.get();
    }

    /** Writes and sends the rows where that is asked, and says how many. */
    private String results(
            EngineConfig config,
            EngineSettings twin,
            BackfillPlan plan,
            KpiCatalog catalog,
            ProgressText progress)
            throws IOException {
        if (out == null && remoteWrite == null) {
            return "";
        }
        progress.show("reading the rows");
        HistoryReader.History history =
                new HistoryReader(config.kafka(), twin.stream().outputs().history()).read();
        Map<Window, CountedRange> wanted = new EnumMap<>(Window.class);
        history.ranges()
                .forEach(
                        (window, range) ->
                                range.within(
                                                plan.fromMs(),
                                                Math.min(plan.toMs(), plan.sourcesEndMs()))
                                        .ifPresent(within -> wanted.put(window, within)));
        List<RowLine> lines =
                history.rows()
                        .linesFrom(wanted)
                        .map(
                                line ->
                                        line.windowEndMs() <= plan.settledToMs()
                                                ? line.settled()
                                                : line)
                        .toList();
        String said = "";
        if (out != null) {
            Files.createDirectories(out);
            for (RowFormat format : new LinkedHashSet<>(formats)) {
                format.write(lines, wanted, catalog, step, out);
            }
            said += " rows=" + lines.size();
        }
        return remoteWrite == null ? said : said + " samples=" + send(lines, wanted, progress);
    }

    private long send(List<RowLine> lines, Map<Window, CountedRange> ranges, ProgressText progress)
            throws IOException {
        Map<Window, Long> ends = new EnumMap<>(Window.class);
        ranges.forEach((window, range) -> ends.put(window, range.toEndMs()));
        RemoteWrite receiver = new RemoteWrite(Objects.requireNonNull(remoteWrite, "asked for"));
        try (receiver) {
            new TimedSamples(step, ends)
                    .forEach(
                            lines,
                            (series, atMs, value) -> {
                                receiver.sample(series, atMs, value);
                                progress.show("sending: " + receiver.sent() + " samples");
                            });
        }
        return receiver.sent();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets the spec");
    }

    /** How fast records are read, since this process began. */
    private static final class Rate {
        private final long startNanos = System.nanoTime();
        private long first = -1;

        String text(long read, long of) {
            if (first < 0) {
                first = read;
            }
            long perSecond = perSecond(read - first);
            String percent = of == 0 ? "100" : Long.toString(read * 100 / of);
            String left = perSecond == 0 ? "" : ", about " + (of - read) / perSecond + " s to go";
            return "replaying: "
                    + read
                    + " of "
                    + of
                    + " records, "
                    + percent
                    + " %, "
                    + perSecond
                    + " a second"
                    + left;
        }

        long seconds() {
            return Math.max(1, Duration.ofNanos(System.nanoTime() - startNanos).toSeconds());
        }

        long perSecond(long records) {
            return records / seconds();
        }
    }
}
