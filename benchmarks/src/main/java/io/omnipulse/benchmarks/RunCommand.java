package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.program.EngineProgram;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one command: all programs, and the figures for which there are goals. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the engine beside plain consumers, a Kafka Streams DSL job and a Flink job, on a broker of its own that is",
            "gone afterwards. Prints a table and a line \"ratio NAME VALUE\" for each goal; writes JSON and a plot. The exit",
            "code is 1 where an answer differs from that of a plain batch."
        },
        subcommands = {ProgramCommand.class, ReplayCommand.class, MicroCommand.class})
final class RunCommand implements Callable<Integer> {
    private static final String PROGRAMS = "programs";
    private static final long EVENTS = 4_000_000;
    private static final Duration AT_MOST = Duration.ofHours(2);

    @Option(names = "--quick", description = "Only the programs side by side: within 15 minutes.")
    private boolean quick;

    @Option(
            names = "--heap-events",
            paramLabel = "N",
            description =
                    "Flink with state on the heap reads about so many events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "200000")
    private long heapEvents;

    @Option(
            names = "--slow-events",
            paramLabel = "N",
            description =
                    "The jobs with state in RocksDB read about so many events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50000")
    private long slowEvents;

    @Option(
            names = "--rival-seconds",
            paramLabel = "N",
            description = "Cut off each rival after this time. Default: ${DEFAULT-VALUE}.",
            defaultValue = "240")
    private long rivalSeconds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only these figures: programs (the four ratios of --quick), latency_p99_ms, growth_subjects, growth_campaigns, scale_out, bytes_per_subject, restore_per_second, start_seconds, scrape_ms, and the engine on published workloads: yahoo, nexmark-q5, nexmark-q16.")
    private Set<String> only = new LinkedHashSet<>();

    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        Set<String> wanted = wanted();
        Workload workload = options.workload(EVENTS);
        Results results = new Results(workload, options.out());
        Goals goals = new Goals(options, workload, results, wanted);
        if (wanted.contains(PROGRAMS) || goals.needLoaded()) {
            try (Session session = options.open(workload)) {
                if (wanted.contains(PROGRAMS)) {
                    alongside(session, results);
                }
                goals.onLoaded(session);
            }
        }
        goals.onOthers();
        for (Generator generator : Generator.published()) {
            if (wanted.contains(generator.id())) {
                published(generator, workload, results);
            }
        }
        System.out.println(results.text());
        System.err.println("benchmarks: results are in " + options.out());
        return results.anyWrong() ? 1 : 0;
    }

    private void alongside(Session session, Results results)
            throws ExecutionException, InterruptedException {
        Runner runner = new Runner(session, options.threads());
        for (Program program : Program.values()) {
            Slice slice = slice(program, session.workload());
            Outcome outcome = runner.run(program, slice, rivalSeconds, true);
            session.tell(Report.line(outcome));
            results.add(outcome);
        }
    }

    /**
     * The engine on a workload whose rules are published elsewhere, in the sizes they name: in all
     * of its windows, and only in that of the published question.
     */
    private void published(Generator generator, Workload like, Results results)
            throws ExecutionException, InterruptedException {
        Workload workload =
                generator.workload(
                        options.events(ProgramCommand.PUBLISHED_EVENTS),
                        like.partitions(),
                        like.seed());
        try (Session session = options.openFresh(workload)) {
            session.tell(workload.text());
            List<Window> asked = generator.window().map(List::of).orElse(EngineProgram.WINDOWS);
            for (List<Window> windows : List.of(EngineProgram.WINDOWS, asked)) {
                Outcome outcome =
                        new Runner(session, options.threads(), windows)
                                .run(Program.ENGINE, Slice.ALL, AT_MOST.toSeconds(), true);
                session.tell(Report.perCore(workload, outcome));
                results.add(workload, outcome);
            }
        }
    }

    private Set<String> wanted() {
        Set<String> all = new LinkedHashSet<>(Goals.NAMES);
        all.add(PROGRAMS);
        Generator.published().forEach(generator -> all.add(generator.id()));
        if (!all.containsAll(only)) {
            throw new IllegalArgumentException("--only takes some of " + String.join(", ", all));
        }
        if (!only.isEmpty()) {
            return only;
        }
        return quick ? Set.of(PROGRAMS) : all;
    }

    private Slice slice(Program program, Workload workload) {
        if (!program.isRival()) {
            return Slice.ALL;
        }
        return Slice.ofAbout(program == Program.FLINK_HEAP ? heapEvents : slowEvents, workload);
    }
}
