package io.omnipulse.engine.core.alert;

/**
 * What one cut adds to a watch: sessions that began, and orders made in a session.
 *
 * @param starts sessions, zero or more
 * @param orders orders, zero or more
 */
public record Counts(long starts, long orders) {
    public static final Counts NONE = new Counts(0, 0);

    public Counts plus(Counts other) {
        return new Counts(starts + other.starts, orders + other.orders);
    }

    /** The same, nothing below zero: what an event took back may have been counted before. */
    Counts atLeastNone() {
        return starts >= 0 && orders >= 0
                ? this
                : new Counts(Math.max(starts, 0), Math.max(orders, 0));
    }
}
