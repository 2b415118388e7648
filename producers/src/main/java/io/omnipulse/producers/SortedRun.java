package io.omnipulse.producers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A temporary file of events in order. */
record SortedRun(Path file) {
    private static final int BUFFER = 1 << 16;

    /** Stands where the number of the next event's schema would: the run ends here. */
    private static final int END = -1;

    void write(Iterator<EventSorter.Packed> sorted) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            while (sorted.hasNext()) {
                EventSorter.Packed event = sorted.next();
                out.writeInt(event.schema());
                out.writeLong(event.atMs());
                out.writeLong(event.turn());
                out.writeInt(event.bytes().length);
                out.write(event.bytes());
            }
            out.writeInt(END);
        }
    }

    Reading read() throws IOException {
        return new Reading(
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)));
    }

    /** The events of the run, one at a time. */
    static final class Reading implements Iterator<EventSorter.Packed>, Closeable {
        private final DataInputStream in;
        private EventSorter.@Nullable Packed head;

        Reading(DataInputStream in) throws IOException {
            this.in = in;
            this.head = readOne();
        }

        @Override
        public boolean hasNext() {
            return head != null;
        }

        @Override
        public EventSorter.Packed next() {
            EventSorter.Packed event = head;
            if (event == null) {
                throw new NoSuchElementException("The run is at its end.");
            }
            try {
                head = readOne();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "A temporary file cannot be read back: " + e.getMessage() + ".", e);
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private EventSorter.@Nullable Packed readOne() throws IOException {
            int schema = in.readInt();
            if (schema == END) {
                return null;
            }
            long atMs = in.readLong();
            long turn = in.readLong();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new EventSorter.Packed(atMs, turn, schema, bytes);
        }
    }
}
