package io.omnipulse.engine.core.alert;

import java.util.OptionalDouble;

/**
 * What a watch knows while nothing is wrong.
 *
 * @param state what it is able to do
 * @param detectableDrop the smallest relative drop that half an hour could show; empty while it
 *     learns
 * @param expectedPerMinute how many orders a minute are usual now; empty while it learns
 */
public record WatchStatus(
        State state, OptionalDouble detectableDrop, OptionalDouble expectedPerMinute) {
    /** What a watch is able to do. The order is published: new ones go to the end. */
    public enum State {
        /** Nothing is raised yet. */
        LEARNING,
        /** Drops are raised. */
        WATCHING,
        /** There is too little traffic to tell a drop from chance. */
        UNDETECTABLE
    }
}
