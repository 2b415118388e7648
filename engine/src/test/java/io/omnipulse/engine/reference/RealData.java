package io.omnipulse.engine.reference;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnipulse.engine.core.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The public data sets with known answers, which lie beside the repository: in {@code
 * OMNIPULSE_SHARED}, else in {@code ../shared} of its root. Where they are absent, a test that asks
 * for them is skipped and says so.
 */
public final class RealData {
    private RealData() {}

    /** The events of a data set, as {@code tools/to_events.py} makes them. */
    public static List<Event> events(String set) {
        Path tool = shared("tools", "to_events.py");
        try {
            Process python =
                    new ProcessBuilder("python3", tool.toString(), set)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            List<Event> events;
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    python.getInputStream(), StandardCharsets.UTF_8))) {
                events = JsonEvents.of(lines.lines());
            }
            int exit = python.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(tool + " " + set + " ended with exit code " + exit);
            }
            return events;
        } catch (IOException e) {
            return abort("python3 cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + set, e);
        }
    }

    /**
     * The text of a file of the shared directory, such as {@code data/prepbench_nps/expected.json}.
     */
    public static String text(String... path) {
        try {
            return Files.readString(shared(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path shared(String... path) {
        String configured = System.getenv("OMNIPULSE_SHARED");
        Path directory = configured == null ? besideTheRepository() : Path.of(configured);
        Path file = directory.resolve(Path.of("", path));
        assumeTrue(
                Files.exists(file),
                () -> file + " is absent; set OMNIPULSE_SHARED to the directory of the real data");
        return file;
    }

    /** Tests run in the root or in a module of it. */
    private static Path besideTheRepository() {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(root.resolve("engine")) && root.getParent() != null) {
            root = root.getParent();
        }
        return root.resolveSibling("shared");
    }
}
