package io.omnipulse.producers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sorts events by {@code occurred_at}, stably, also when there are more than the memory holds: full
 * memory is written as a sorted run to a temporary file, and the runs are merged as they are read
 * (Knuth, The Art of Computer Programming, volume 3, 5.4.1). Events of one moment keep the order in
 * which they were added. The temporary files are readable by their owner only, and deleted on
 * close.
 */
public final class EventSorter implements AutoCloseable {
    private static final Comparator<Packed> ORDER =
            Comparator.comparingLong(Packed::atMs).thenComparingLong(Packed::turn);

    private final Limits limits;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<Schema, Integer> numbers = new LinkedHashMap<>();
    private final List<SpecificDatumWriter<SpecificRecord>> writers = new ArrayList<>();
    private final List<SpecificDatumReader<SpecificRecord>> readers = new ArrayList<>();
    private final List<SortedRun> runs = new ArrayList<>();
    private final List<SortedRun.Reading> open = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private List<Packed> memory = new ArrayList<>();
    private long memoryBytes;
    private long turns;
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;
    private @Nullable Path directory;

    /**
     * How much is held in memory and in open files.
     *
     * @param maxEvents events held in memory before a run is written, at least 1
     * @param maxBytes bytes held in memory before a run is written, estimated
     * @param maxRuns files open at once, at least 2; more runs are first merged into one
     */
    public record Limits(int maxEvents, long maxBytes, int maxRuns) {
        public Limits {
            if (maxEvents < 1 || maxBytes < 1 || maxRuns < 2) {
                throw new IllegalArgumentException(
                        "A sort needs room for an event and at least two runs.");
            }
        }

        /** A quarter of the heap, at most a million events. */
        public static Limits ofThisHeap() {
            return new Limits(
                    1_000_000, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4), 64);
        }
    }

    public EventSorter(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes an event, and writes a run where the memory is full.
     *
     * @throws UncheckedIOException if a temporary file cannot be written
     */
    public void add(SpecificRecord event) {
        try {
            Packed packed = pack(event);
            memory.add(packed);
            memoryBytes += packed.sizeInMemory();
            if (memory.size() >= limits.maxEvents() || memoryBytes >= limits.maxBytes()) {
                spill();
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** How many events were added. */
    public long size() {
        return turns;
    }

    /** Where the temporary files are; empty as long as there are none. */
    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    /** How many temporary files there are. */
    public int runsOnDisk() {
        return runs.size();
    }

    /**
     * All events in order. To be called once, after the last {@link #add}.
     *
     * @throws UncheckedIOException here or while iterating, if a temporary file cannot be read
     */
    public Iterator<SpecificRecord> sorted() {
        memory.sort(ORDER);
        try {
            Merge merge = new Merge(memory.iterator());
            for (SortedRun run : runs) {
                merge.add(reading(run));
            }
            return new Unpacked(merge);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Deletes the temporary files.
     *
     * @throws UncheckedIOException if one cannot be deleted
     */
    @Override
    public void close() {
        memory = new ArrayList<>();
        try {
            for (SortedRun.Reading reading : open) {
                reading.close();
            }
            for (SortedRun run : runs) {
                Files.deleteIfExists(run.file());
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void spill() throws IOException {
        memory.sort(ORDER);
        write(memory.iterator());
        memory = new ArrayList<>();
        memoryBytes = 0;
        if (runs.size() >= limits.maxRuns()) {
            mergeRuns();
        }
    }

    /** Makes one run of all, so that the number of open files stays bounded. */
    private void mergeRuns() throws IOException {
        List<SortedRun> old = List.copyOf(runs);
        Merge merge = new Merge(new ArrayList<Packed>().iterator());
        for (SortedRun run : old) {
            merge.add(reading(run));
        }
        write(merge);
        for (SortedRun.Reading reading : open) {
            reading.close();
        }
        open.clear();
        for (SortedRun run : old) {
            Files.deleteIfExists(run.file());
            runs.remove(run);
        }
    }

    private void write(Iterator<Packed> sorted) throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("omnipulse-sort-");
            directory.toFile().deleteOnExit(); // an interrupted run does not come to close()
        }
        Path file = Files.createTempFile(directory, "run-", ".bin");
        file.toFile().deleteOnExit();
        SortedRun run = new SortedRun(file);
        runs.add(run);
        run.write(sorted);
    }

    private SortedRun.Reading reading(SortedRun run) throws IOException {
        SortedRun.Reading reading = run.read();
        open.add(reading);
        return reading;
    }

    private Packed pack(SpecificRecord event) throws IOException {
        int number = numbers.computeIfAbsent(event.getSchema(), this::register);
        bytes.reset();
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        writers.get(number).write(event, encoder);
        encoder.flush();
        return new Packed(Events.occurredAtMs(event), turns++, number, bytes.toByteArray());
    }

    private int register(Schema schema) {
        schemas.add(schema);
        writers.add(new SpecificDatumWriter<>(schema, EventModel.INSTANCE));
        readers.add(new SpecificDatumReader<>(schema, schema, EventModel.INSTANCE));
        return schemas.size() - 1;
    }

    private SpecificRecord unpack(Packed packed) throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(packed.bytes(), decoder);
        return readers.get(packed.schema()).read(null, decoder);
    }

    private static UncheckedIOException cannotWrite(IOException e) {
        String where = System.getProperty("java.io.tmpdir", "the temporary directory");
        return new UncheckedIOException(
                "Events could not be sorted: a temporary file in "
                        + where
                        + " cannot be used ("
                        + e.getMessage()
                        + "). Make room there, or name another directory with -Djava.io.tmpdir.",
                e);
    }

    /**
     * An event as bytes: a tenth of the room that its object takes, and ready for the file.
     *
     * @param turn its place among all events added
     * @param schema number of its schema in this sorter
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // the bytes are nobody else's, and packed events are never
    // compared
    record Packed(long atMs, long turn, int schema, byte[] bytes) {
        /**
         * Headers of the array (16) and the record (40) and the reference to it (8), on a 64-bit
         * JVM.
         */
        long sizeInMemory() {
            return bytes.length + 64L;
        }
    }

    private final class Unpacked implements Iterator<SpecificRecord> {
        private final Merge merge;

        Unpacked(Merge merge) {
            this.merge = merge;
        }

        @Override
        public boolean hasNext() {
            return merge.hasNext();
        }

        @Override
        public SpecificRecord next() {
            try {
                return unpack(merge.next());
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
    }

    /** Takes the least head of several sorted sequences. */
    private static final class Merge implements Iterator<Packed> {
        private final PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparing(Head::first, ORDER));

        Merge(Iterator<Packed> sorted) {
            add(sorted);
        }

        void add(Iterator<Packed> sorted) {
            if (sorted.hasNext()) {
                heads.add(new Head(sorted.next(), sorted));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Packed next() {
            Head head = heads.remove();
            add(head.rest());
            return head.first();
        }

        private record Head(Packed first, Iterator<Packed> rest) {}
    }
}
