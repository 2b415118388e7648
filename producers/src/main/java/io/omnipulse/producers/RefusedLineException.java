package io.omnipulse.producers;

/**
 * A line that is no event. The message is one sentence that names the field and says what is
 * allowed.
 */
public final class RefusedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedLineException(String reason) {
        super(reason);
    }

    public RefusedLineException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** What is wrong with the line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
