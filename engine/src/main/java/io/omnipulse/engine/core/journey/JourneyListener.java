package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;

/** Told of what an event changes outside its journey. */
@FunctionalInterface
public interface JourneyListener {
    /** A fact begins (+1) or ceases (−1) to count. */
    void counted(Event event, int change);

    /** Another journey must know this; only where identity is followed. */
    default void told(Transfer transfer) {
        throw new IllegalStateException("a link is followed, but nobody carries it on");
    }
}
