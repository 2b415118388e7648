package io.omnipulse.producers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Files of events, one JSON object a line, plain or gzip (told by their first bytes, not by their
 * name). Blank lines are passed over.
 */
public final class EventFiles {
    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final List<String> files;
    private final InputStream standardInput;
    private final Function<SpecificRecord, Optional<String>> check;
    private final JsonEvents json = JsonEvents.ofInputTopics();

    /**
     * Files to be read together, in this order.
     *
     * @param files paths, or {@link #STANDARD_INPUT}
     * @param check says why an event that reads well is refused all the same; empty for accepted
     */
    public EventFiles(
            List<String> files,
            InputStream standardInput,
            Function<SpecificRecord, Optional<String>> check) {
        this.files = List.copyOf(files);
        this.standardInput = standardInput;
        this.check = check;
    }

    /** What to do with the events of a file. */
    @FunctionalInterface
    public interface Reader {
        /** Whether to read on. */
        boolean read(SpecificRecord event);
    }

    /**
     * Reads file after file, line after line.
     *
     * @param refused told of each line that is no event
     * @param skipInvalid whether to read on after a refused line
     * @return how many lines were refused
     * @throws IOException if a file cannot be read; the message names it
     */
    public long read(Reader reader, Consumer<RefusedLine> refused, boolean skipInvalid)
            throws IOException {
        long refusals = 0;
        for (String file : files) {
            try (LineReader lines = new LineReader(open(file), JsonEvents.LONGEST_LINE)) {
                for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    SpecificRecord event;
                    try {
                        event = event(line);
                    } catch (RefusedLineException e) {
                        refused.accept(new RefusedLine(file, line.number(), e.reason()));
                        refusals++;
                        if (skipInvalid) {
                            continue;
                        }
                        return refusals;
                    }
                    if (!reader.read(event)) {
                        return refusals;
                    }
                }
            } catch (IOException e) {
                throw new IOException(
                        "The file " + file + " cannot be read: " + reason(e) + ".", e);
            }
        }
        return refusals;
    }

    private SpecificRecord event(LineReader.Line line) throws RefusedLineException {
        if (line.tooLong()) {
            throw new RefusedLineException(
                    "The line is longer than " + JsonEvents.LONGEST_LINE + " bytes.");
        }
        SpecificRecord event = json.read(line.bytes());
        Optional<String> reason = check.apply(event);
        if (reason.isPresent()) {
            throw new RefusedLineException(reason.get());
        }
        return event;
    }

    private InputStream open(String file) throws IOException {
        InputStream raw =
                file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(file));
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first != GZIP_FIRST || second != GZIP_SECOND) {
            return in;
        }
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof EOFException) {
            return "it ends in the middle of its compressed data";
        }
        return String.valueOf(e.getMessage());
    }
}
