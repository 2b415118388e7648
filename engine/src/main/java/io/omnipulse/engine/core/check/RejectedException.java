package io.omnipulse.engine.core.check;

/**
 * An event breaks a rule of the contract. The message names the field and what is allowed, never
 * the field's value.
 */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RejectedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
