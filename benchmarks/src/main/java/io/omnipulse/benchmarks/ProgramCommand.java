package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.harness.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            "Measures single programs, one after the other: consumer-bytes, consumer-records, engine.",
            "With --data the topics are generated once."
        })
final class ProgramCommand implements Callable<Integer> {
    private static final long EVENTS = 3_000_000;
    private static final Duration AT_MOST = Duration.ofMinutes(60);

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "What to run.")
    private List<String> programs = new ArrayList<>();

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int times;

    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        Workload workload = options.workload(EVENTS);
        System.out.println(workload.text());
        try (Session session = options.open(workload)) {
            for (int time = 0; time < times; time++) {
                for (String program : programs) {
                    Task task = session.task(program, Slice.ALL, options.threads(), Map.of());
                    Measurement measured = session.run(task, AT_MOST);
                    System.out.println(line(program, measured));
                    session.forget(task);
                }
            }
        }
        return 0;
    }

    static String line(String program, Measurement measured) {
        return String.format(
                "%-18s %,12.0f events/s   CPU s per million: %7.3f program + %6.3f broker = %7.3f   (%,d events in %.1f s, after %,d)",
                program,
                measured.eventsPerSecond(),
                measured.program(),
                measured.broker(),
                measured.both(),
                measured.events(),
                measured.seconds(),
                measured.warmUp());
    }
}
