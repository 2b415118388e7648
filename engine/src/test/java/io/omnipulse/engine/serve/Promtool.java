package io.omnipulse.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code promtool check metrics}, which knows the customs of Prometheus. Skipped where it is not
 * installed, but never in CI.
 */
public final class Promtool {
    private Promtool() {}

    /** Asks promtool, and fails with what it complains of. */
    public static void assertNothingToComplain(String metrics)
            throws IOException, InterruptedException {
        Optional<File> promtool =
                Arrays.stream(
                                System.getenv()
                                        .getOrDefault("PATH", "")
                                        .split(File.pathSeparator, -1))
                        .map(directory -> new File(directory, "promtool"))
                        .filter(File::canExecute)
                        .findFirst();
        if (promtool.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("promtool is needed in CI: apt-get install prometheus");
        }
        assumeTrue(promtool.isPresent(), "promtool is not installed");
        Process process =
                new ProcessBuilder(promtool.orElseThrow().getPath(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        String complaints =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(complaints).isZero();
        assertThat(complaints).isEmpty();
    }
}
