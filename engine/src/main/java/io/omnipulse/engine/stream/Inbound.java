package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Source;
import java.util.OptionalLong;

/** What reaches the room of the journeys. */
sealed interface Inbound {
    /** Something read from a source by this task itself. */
    sealed interface Read extends Inbound {
        Source source();

        /**
         * How far the record shows the source to have come; empty where its time could not be read.
         */
        OptionalLong progressMs();
    }

    /** An event of a subject that is at home here, read by this task or moved here by another. */
    record Arrived(Event event, Envelope envelope) implements Inbound {}

    /** An event at home here that this task read itself. */
    record ReadHere(Source source, OptionalLong progressMs, Event event, Envelope envelope)
            implements Read {}

    /** An event that was sent to the home partition of its subject; it is counted there. */
    record MovedAway(Source source, OptionalLong progressMs) implements Read {}

    /** A record that was set aside with the dead letters. */
    record Refused(Source source, OptionalLong progressMs, Reason reason) implements Read {}

    /** An event past the horizon. */
    record TooLate(Source source, OptionalLong progressMs) implements Read {}

    /** What another journey tells one that is at home here. */
    record Told(Transfer transfer) implements Inbound {}

    /** How far another task, or this one, has come, in one of the rounds. */
    record Marked(int round, Mark mark, long appendedMs) implements Inbound {}
}
