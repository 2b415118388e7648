package io.omnipulse.producers;

/**
 * A line of a file that is not published.
 *
 * @param file as the user named it; {@code -} is standard input
 * @param line counted from 1
 * @param reason what is wrong, and what is allowed
 */
public record RefusedLine(String file, long line, String reason) {
    /** As compilers write it, so that editors find the place. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + reason;
    }
}
