package io.omnipulse.engine.cli;

/** Ends a command with a sentence for people and an exit code. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    FailedException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    FailedException(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
