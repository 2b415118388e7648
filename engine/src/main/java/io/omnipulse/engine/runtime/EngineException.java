package io.omnipulse.engine.runtime;

/**
 * The engine cannot run as it is configured. The message says what is wrong, where, why, and what
 * to do.
 */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
