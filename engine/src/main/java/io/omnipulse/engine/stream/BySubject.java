package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.journey.TransferCodec;
import io.omnipulse.engine.core.progress.Mark;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What passes the door {@code by-subject}: a versioned union of a moved record, what a link makes
 * one journey tell another, and a mark.
 */
sealed interface BySubject {
    int FORMAT = 2;

    /** A record on its way to the home partition of its subject. */
    record Moved(int home, Envelope envelope) implements BySubject {}

    /** What a journey tells another, on its way to the other's home partition. */
    record Told(int home, Transfer transfer) implements BySubject {}

    /**
     * A mark, for every task.
     *
     * @param round what it speaks of: 1 the sources, 2 what followed from all sources up to there,
     *     3 what followed from that
     */
    record Marking(int round, Mark mark) implements BySubject {}

    static byte[] encode(BySubject value) {
        ByteWriter out = new ByteWriter().raw(FORMAT);
        if (value instanceof Moved moved) {
            write(out.raw(1).unsigned(moved.home()), moved.envelope());
        } else if (value instanceof Marking marking) {
            Marks.write(out.raw(2).raw(marking.round()), marking.mark());
        } else if (value instanceof Told told) {
            TransferCodec.write(out.raw(3).unsigned(told.home()), told.transfer());
        }
        return out.toBytes();
    }

    private static void write(ByteWriter out, Envelope envelope) {
        out.text(envelope.topic()).unsigned(envelope.partition()).unsigned(envelope.offset());
        out.signed(envelope.timestampMs());
        writeOptional(out, envelope.key());
        writeOptional(out, envelope.value());
        Header[] headers = envelope.headers().toArray();
        out.unsigned(headers.length);
        for (Header header : headers) {
            out.text(header.key());
            writeOptional(out, header.value());
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format
     */
    static BySubject decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a record of by-subject");
        int tag = in.raw();
        return switch (tag) {
            case 1 -> new Moved(Math.toIntExact(in.unsigned()), readEnvelope(in));
            case 2 -> new Marking(in.raw(), Marks.read(in));
            case 3 -> new Told(Math.toIntExact(in.unsigned()), TransferCodec.read(in));
            default ->
                    throw new IllegalArgumentException(
                            "a record of by-subject has the unknown tag " + tag);
        };
    }

    private static Envelope readEnvelope(ByteReader in) {
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
        return new Envelope(topic, partition, offset, timestampMs, key, value, headers);
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
