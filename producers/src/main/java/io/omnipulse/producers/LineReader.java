package io.omnipulse.producers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bytes, each with its number. A line past the limit is passed over without being held, so
 * that a file without line breaks cannot fill the memory.
 */
final class LineReader implements Closeable {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private byte[] line = new byte[1024];
    private int next;
    private int filled;
    private long number;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * @param bytes without the line end; empty where the line is too long
     */
    @SuppressWarnings("ArrayRecordComponent") // short-lived: read once, then gone
    record Line(long number, byte[] bytes, boolean tooLong) {
        boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return !tooLong;
        }
    }

    /** The next line, or null at the end. A last line need not end with a line break. */
    @Nullable Line next() throws IOException {
        int length = 0;
        boolean tooLong = false;
        boolean anything = false;
        while (next < filled || fill()) {
            anything = true;
            int end = endOfLine();
            int part = end - next;
            tooLong = tooLong || part > longest - length + 1; // one more for a carriage return
            if (!tooLong) {
                append(length, part);
                length += part;
            }
            boolean complete = end < filled;
            next = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        return anything ? line(length, tooLong) : null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Line line(int length, boolean tooLong) {
        number++;
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (tooLong || end > longest) {
            return new Line(number, new byte[0], true);
        }
        boolean marked =
                number == 1
                        && end >= 3
                        && line[0] == (byte) 0xEF
                        && line[1] == (byte) 0xBB
                        && line[2] == (byte) 0xBF;
        return new Line(number, Arrays.copyOfRange(line, marked ? 3 : 0, end), false);
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(chunk));
        return filled > 0;
    }

    private int endOfLine() {
        int end = next;
        while (end < filled && chunk[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(int length, int part) {
        if (length + part > line.length) {
            line = Arrays.copyOf(line, Math.max(length + part, line.length * 2));
        }
        System.arraycopy(chunk, next, line, length, part);
    }
}
