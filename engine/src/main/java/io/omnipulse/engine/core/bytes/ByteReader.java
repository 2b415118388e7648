package io.omnipulse.engine.core.bytes;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
    private final byte[] bytes;
    private int at;
    private final Texts texts = new Texts();
    private final @Nullable Names names;

    public ByteReader(byte[] bytes) {
        this(bytes, null);
    }

    /**
     * @param names where texts that were read before are known; null to make each anew
     */
    public ByteReader(byte[] bytes, @Nullable Names names) {
        this.bytes = bytes;
        this.names = names;
    }

    /** How many bytes have been read. */
    public int at() {
        return at;
    }

    /** The texts read so far, to go on writing behind them. */
    public Texts texts() {
        return texts;
    }

    /** Whether everything has been read. */
    public boolean atEnd() {
        return at == bytes.length;
    }

    public int raw() {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("cut short at byte " + at);
        }
        return bytes[at++];
    }

    /**
     * Reads the format's version.
     *
     * @throws IllegalArgumentException if it is not the one expected
     */
    public ByteReader version(int expected, String format) {
        int found = raw();
        if (found != expected) {
            throw new IllegalArgumentException(
                    format + " has format " + found + ", this program reads " + expected);
        }
        return this;
    }

    public long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = raw();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("no number at byte " + at);
    }

    public int size() {
        long size = unsigned();
        if (size < 0 || size > bytes.length) {
            throw new IllegalArgumentException(
                    "a count of " + size + " in " + bytes.length + " bytes");
        }
        return (int) size;
    }

    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    public @Nullable String text() {
        long reference = unsigned();
        if (reference == 0) {
            return null;
        }
        if (reference == 1) {
            String value = names == null ? utf8() : name(names);
            texts.add(value);
            return value;
        }
        return texts.get(reference - 2);
    }

    /** A text that was written as one, not as null. */
    public String presentText() {
        String value = text();
        if (value == null) {
            throw new IllegalArgumentException("an absent text at byte " + at);
        }
        return value;
    }

    public String id() {
        return raw() == 0 ? utf8() : new UUID(fixed(), fixed()).toString();
    }

    public double real() {
        return raw() == 0 ? 0 : Double.longBitsToDouble(fixed());
    }

    public byte[] block() {
        int length = length();
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    private int length() {
        int length = size();
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("cut short at byte " + at);
        }
        return length;
    }

    private String utf8() {
        int length = length();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private String name(Names known) {
        int length = length();
        at += length;
        return known.of(bytes, at - length, length);
    }

    private long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (raw() & 0xff);
        }
        return value;
    }
}
