package io.omnipulse.producers;

/**
 * Ends a command: one sentence for the user (what, where, why, what to do) and the exit code that
 * goes with it.
 */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The work found a problem. */
    public static final int PROBLEM_FOUND = 1;

    /** Wrong usage or configuration. */
    public static final int WRONG_USAGE = 2;

    /** A component cannot be reached. */
    public static final int UNREACHABLE = 3;

    private final int exitCode;

    CommandFailedException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    CommandFailedException(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
