package io.omnipulse.engine.core.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the binary formats: numbers as variable-length integers, texts once each and by reference
 * after that. What it writes, {@link ByteReader} reads with the same calls in the same order.
 */
public final class ByteWriter {
    private static final int UUID_LENGTH = 36;
    private static final byte[] DIGITS = digits();

    private byte[] bytes;
    private int length;
    private final char[] letters = new char[UUID_LENGTH];
    private final Texts texts;

    public ByteWriter() {
        this(new Texts(), 128);
    }

    /**
     * A writer that goes on where another stopped.
     *
     * @param texts those that stand in what comes before; new ones are added
     * @param room bytes to begin with
     */
    public ByteWriter(Texts texts, int room) {
        this.texts = texts;
        this.bytes = new byte[room];
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** The texts written so far, to go on behind them. */
    public Texts texts() {
        return texts;
    }

    /** Bytes as they stand in what was written before. */
    public ByteWriter copy(byte[] from, int begin, int end) {
        ensure(end - begin);
        System.arraycopy(from, begin, bytes, length, end - begin);
        length += end - begin;
        return this;
    }

    public ByteWriter raw(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** A number that is never negative: seven bits a byte, the lowest first. */
    public ByteWriter unsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Any number; those near zero are short. */
    public ByteWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    /** A text of a small vocabulary, or null: whole at its first use, a reference after that. */
    public ByteWriter text(@Nullable String value) {
        if (value == null) {
            return unsigned(0);
        }
        int known = texts.numberOf(value);
        if (known >= 0) {
            return unsigned(known + 2L);
        }
        texts.add(value);
        unsigned(1);
        return utf8(value);
    }

    /** An identifier that hardly repeats. A UUID in its usual spelling takes 17 bytes. */
    public ByteWriter id(String value) {
        if (!isUuid(value)) {
            raw(0);
            return utf8(value);
        }
        raw(1);
        fixed((hex(0, 8) << 32) | (hex(9, 13) << 16) | hex(14, 18));
        return fixed((hex(19, 23) << 48) | hex(24, 36));
    }

    /** A number with a fraction, exactly: 8 bytes, or one where it is zero. */
    public ByteWriter real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits == 0 ? raw(0) : raw(1).fixed(bits);
    }

    public ByteWriter block(byte[] value) {
        return unsigned(value.length).copy(value, 0, value.length);
    }

    private ByteWriter utf8(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    private ByteWriter fixed(long value) {
        ensure(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /**
     * Whether it is spelled as {@link UUID#toString} does: only then it is read back the same. Then
     * its letters are at hand for {@link #hex}.
     */
    private boolean isUuid(String value) {
        if (value.length() != UUID_LENGTH) {
            return false;
        }
        value.getChars(0, UUID_LENGTH, letters, 0);
        for (int i = 0; i < UUID_LENGTH; i++) {
            char letter = letters[i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? letter != '-' : letter >= DIGITS.length || DIGITS[letter] < 0) {
                return false;
            }
        }
        return true;
    }

    private long hex(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 4) | DIGITS[letters[i]];
        }
        return number;
    }

    /** What each letter of a UUID stands for; below zero for those that it does not have. */
    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (byte digit = 0; digit < 16; digit++) {
            digits[Character.forDigit(digit, 16)] = digit;
        }
        return digits;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
