package io.omnipulse.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is gone when it is closed. */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    public static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("omnipulse-benchmarks"));
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary directory", failed);
        }
    }

    /** An empty directory in this one. */
    public Path fresh(String name) {
        try {
            return Files.createTempDirectory(path, name);
        } catch (IOException failed) {
            throw new UncheckedIOException("no directory in " + path, failed);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Deletes a directory and all in it; what is gone already is no harm. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException gone) {
            delete(directory); // a process that was just stopped has tidied up meanwhile
        } catch (IOException failed) {
            throw new UncheckedIOException(directory + " could not be deleted", failed);
        }
    }
}
