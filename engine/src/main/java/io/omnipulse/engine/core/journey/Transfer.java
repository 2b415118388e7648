package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one journey tells another because of a link. Each is told in the order it was sent. */
public sealed interface Transfer {
    /** Whose journey is told. */
    Subject to();

    /**
     * A customer tells a visitor of its first link to it.
     *
     * @param first null where it turned out that there is none
     */
    record Claim(Subject to, String customerId, @Nullable Link first) implements Transfer {}

    /**
     * A visitor hands everything it did to its customer, in place of what it handed over before.
     *
     * @param sinceMs the time of the link
     * @param ordered whether it ordered before the facts that it still has
     */
    record Handover(Subject to, String visitorId, long sinceMs, boolean ordered, List<Event> facts)
            implements Transfer {
        public Handover {
            facts = List.copyOf(facts);
        }
    }

    /** A visitor hands over one fact more. */
    record Further(Subject to, String visitorId, long sinceMs, Event fact) implements Transfer {}

    /** A visitor turned out to be another's. */
    record Withdrawal(Subject to, String visitorId) implements Transfer {}
}
