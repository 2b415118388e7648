package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.progress.Mark;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What passes the door {@code by-subject}: a versioned union of a moved record and a mark. */
sealed interface BySubject {
    int FORMAT = 1;

    /** A record on its way to the home partition of its subject. */
    record Moved(int home, Envelope envelope) implements BySubject {}

    /** A mark, for every task. */
    record Marking(Mark mark) implements BySubject {}

    private static int tag(BySubject value) {
        return value instanceof Moved ? 1 : 2;
    }

    static byte[] encode(BySubject value) {
        ByteWriter out = new ByteWriter().raw(FORMAT).raw(tag(value));
        if (value instanceof Marking marking) {
            Marks.write(out, marking.mark());
            return out.toBytes();
        }
        Moved moved = (Moved) value;
        Envelope envelope = moved.envelope();
        out.unsigned(moved.home())
                .text(envelope.topic())
                .unsigned(envelope.partition())
                .unsigned(envelope.offset());
        out.signed(envelope.timestampMs());
        writeOptional(out, envelope.key());
        writeOptional(out, envelope.value());
        Header[] headers = envelope.headers().toArray();
        out.unsigned(headers.length);
        for (Header header : headers) {
            out.text(header.key());
            writeOptional(out, header.value());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format
     */
    static BySubject decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a record of by-subject");
        int tag = in.raw();
        if (tag == 2) {
            return new Marking(Marks.read(in));
        }
        if (tag != 1) {
            throw new IllegalArgumentException("a record of by-subject has the unknown tag " + tag);
        }
        int home = Math.toIntExact(in.unsigned());
        String topic = in.presentText();
        int partition = Math.toIntExact(in.unsigned());
        long offset = in.unsigned();
        long timestampMs = in.signed();
        byte[] key = readOptional(in);
        byte[] value = readOptional(in);
        RecordHeaders headers = new RecordHeaders();
        for (int left = in.size(); left > 0; left--) {
            String name = in.presentText();
            headers.add(name, readOptional(in));
        }
        return new Moved(
                home, new Envelope(topic, partition, offset, timestampMs, key, value, headers));
    }

    private static void writeOptional(ByteWriter out, byte @Nullable [] value) {
        out.raw(value == null ? 0 : 1);
        if (value != null) {
            out.block(value);
        }
    }

    private static byte @Nullable [] readOptional(ByteReader in) {
        return in.raw() == 0 ? null : in.block();
    }
}
