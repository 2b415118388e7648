package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.kpi.Checkpoints;
import io.omnipulse.benchmarks.program.EngineProgram;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code program NAME…}: one program or a few, for profiling. */
@Command(
        name = "program",
        mixinStandardHelpOptions = true,
        description = {
            "Measures single programs, one after the other: consumer-bytes, consumer-records, engine, streams, flink-heap,",
            "flink-rocksdb. With --data the topics are generated once."
        })
final class ProgramCommand implements Callable<Integer> {
    /**
     * Enough to be warm. Each of Nexmark's auctions is a cut for good, so of those more need more
     * heap.
     */
    static final long PUBLISHED_EVENTS = 500_000;

    private static final long EVENTS = 4_000_000;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "What to run.")
    private List<String> programs = new ArrayList<>();

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int times;

    @Option(
            names = "--slice",
            paramLabel = "N",
            description =
                    "Rivals read all events of so many subjects that it makes about so many events. Default: ${DEFAULT-VALUE}.",
            defaultValue = "40000")
    private long slice;

    @Option(
            names = "--check",
            description = "Compare what the programs publish with a plain batch.")
    private boolean check;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Cut off a rival after this time. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3600")
    private long seconds;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description =
                    "By whose rules events are drawn: omnipulse, yahoo, nexmark-q5 or nexmark-q16; docs/performance.md explains them. Sizes that are not given are those of the rules. Default: ${DEFAULT-VALUE}.",
            defaultValue = "omnipulse")
    private String generator = "omnipulse";

    @Option(
            names = "--windows",
            paramLabel = "LABELS",
            description = "The engine's rolling windows. Default: those that it is shipped with.")
    private String windows = Windows.text(EngineProgram.WINDOWS);

    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        List<Window> rolling = Windows.of(windows);
        Generator rules = Generator.named(generator);
        Workload workload =
                options.workload(rules, rules == Generator.OMNIPULSE ? EVENTS : PUBLISHED_EVENTS);
        if (check) {
            Checkpoints.ofEngine(workload, rolling); // refused now rather than after the run
        }
        System.out.println(workload.text());
        boolean right = true;
        try (Session session = options.open(workload)) {
            Runner runner = new Runner(session, options.threads(), rolling);
            for (int time = 0; time < times; time++) {
                for (String name : programs) {
                    Program program = Program.named(name);
                    Slice part = program.isRival() ? Slice.ofAbout(slice, workload) : Slice.ALL;
                    Outcome outcome = runner.run(program, part, seconds, check);
                    System.out.println(Report.line(outcome));
                    System.out.println(Report.perCore(workload, outcome));
                    right &= !outcome.isWrong();
                }
            }
        }
        return right ? 0 : 1;
    }
}
