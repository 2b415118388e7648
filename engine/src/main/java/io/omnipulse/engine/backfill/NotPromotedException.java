package io.omnipulse.engine.backfill;

/** A promotion, or its undoing, cannot go on as things are; the message says what to do. */
public final class NotPromotedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPromotedException(String message) {
        super(message);
    }
}
