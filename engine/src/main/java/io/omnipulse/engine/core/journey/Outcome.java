package io.omnipulse.engine.core.journey;

/** What became of an event that was added to a journey. */
public enum Outcome {
    /**
     * It is a fact now. Counted facts may be more by one or, where it made a copy of a later one,
     * by none.
     */
    TAKEN,
    /** The same event, field for field, is a fact already. */
    DUPLICATE,
    /** It precedes what is folded and cannot be placed any more. */
    BEHIND
}
