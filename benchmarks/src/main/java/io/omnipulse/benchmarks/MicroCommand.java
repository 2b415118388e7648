package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.micro.MicroRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code micro [PATTERN]}: single functions of the core. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = {
            "Measures single functions of the core by JMH, to compare one of them before and after a change:",
            "JourneyAdd, JourneyBytes, PartialsDrain, WindowRow. Prints what JMH prints, and writes micro.json."
        })
final class MicroCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description =
                    "Those whose name holds this, a regular expression, such as JourneyBytes.again. Default: all.",
            defaultValue = ".*")
    private String pattern = ".*";

    @Option(
            names = "--quick",
            description =
                    "One process and three seconds for each figure instead of two processes and ten: a first look.")
    private boolean quick;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of the measured processes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1g")
    private String heap = "1g";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "One of JMH's profilers, such as gc (bytes allocated) or stack.")
    private @Nullable String profiler;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where micro.json goes. Default: benchmarks/results/ and the time.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path directory = out == null ? RunOptions.freshOut() : out;
        Path written = new MicroRun(quick, heap, profiler).run(pattern, directory);
        System.err.println("benchmarks: results are in " + written);
        return 0;
    }
}
