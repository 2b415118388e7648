package io.omnipulse.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page as a browser shows it: Debian's Chromium, without a window. Skipped where it is not
 * installed, but never in CI.
 */
final class Chromium {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private Chromium() {}

    /**
     * The page's elements after its scripts have run for some seconds.
     *
     * @param profile an empty directory
     */
    static String show(String url, Path profile) throws IOException, InterruptedException {
        boolean there = Files.isExecutable(PROGRAM);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("CI must have chromium: apt-get install chromium").isTrue();
        }
        assumeTrue(there, "chromium is not installed");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        "--user-data-dir=" + profile,
                                        "--virtual-time-budget=6000",
                                        "--dump-dom",
                                        url))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return page;
    }
}
