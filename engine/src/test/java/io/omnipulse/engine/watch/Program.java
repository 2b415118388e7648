package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program of the machine that a test needs. The test is skipped where it is not installed, but
 * never in CI.
 */
record Program(Path path) {
    /**
     * @param debianPackage what to install where it is missing
     */
    static Program named(String name, String debianPackage) {
        Optional<Path> found =
                Arrays.stream(
                                System.getenv()
                                        .getOrDefault("PATH", "")
                                        .split(File.pathSeparator, -1))
                        .map(directory -> Path.of(directory, name))
                        .filter(file -> file.toFile().canExecute())
                        .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is needed in CI: apt-get install " + debianPackage);
        }
        assumeTrue(found.isPresent(), name + " is not installed");
        return new Program(found.orElseThrow());
    }

    /** Runs it to its end in a directory, and fails with what it said if it was not content. */
    String succeedsWith(Path directory, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(directory, List.of(arguments), ProcessBuilder.Redirect.PIPE);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Starts it; what it says goes to the file. */
    Process start(Path directory, List<String> arguments, Path log) throws IOException {
        return start(directory, arguments, ProcessBuilder.Redirect.to(log.toFile()));
    }

    private Process start(Path directory, List<String> arguments, ProcessBuilder.Redirect output)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(path.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }
}
