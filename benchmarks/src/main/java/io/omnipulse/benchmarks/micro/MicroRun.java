package io.omnipulse.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How JMH runs the functions: in processes of their own, with the collector that the launcher
 * takes.
 *
 * @param quick whether less certain figures will do
 * @param heap of each process, as {@code -Xmx} takes it
 * @param profiler by JMH's name; null for none
 */
public record MicroRun(boolean quick, String heap, @Nullable String profiler) {
    private static final int FORKS = 2;
    private static final int ITERATIONS = 5;
    private static final int QUICK_ITERATIONS = 3;

    /**
     * Runs those whose name holds the pattern, and writes their results.
     *
     * @return the file with the results
     * @throws IllegalArgumentException if there is none of that name
     */
    public Path run(String pattern, Path directory) {
        Path results = directory.resolve("micro.json");
        int iterations = quick ? QUICK_ITERATIONS : ITERATIONS;
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(pattern)
                        .forks(quick ? 1 : FORKS)
                        .warmupIterations(iterations)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .shouldFailOnError(true)
                        .jvmArgs("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC")
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString());
        if (profiler != null) {
            options.addProfiler(profiler);
        }
        try {
            Files.createDirectories(directory);
            Collection<RunResult> done = new Runner(options.build()).run();
            if (done.isEmpty()) {
                throw new IllegalStateException("JMH has measured nothing");
            }
            return results;
        } catch (NoBenchmarksException none) {
            throw new IllegalArgumentException(
                    "there is no function of the core named like "
                            + pattern
                            + "; benchmarks/run micro --help says which there are",
                    none);
        } catch (RunnerException failed) {
            throw new IllegalStateException("JMH: " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + directory, failed);
        }
    }
}
