package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a subject's own facts count, and which are copies of one that does. A record is counted
 * or a duplicate by the ids that it bears itself, so that the ledger does not depend on links.
 */
final class Copies {
    private Copies() {}

    /** Those of the facts with this id that count, in order. */
    static List<Event> counted(
            Layers<Long> foldedMs, List<Event> facts, String eventId, long horizonMs) {
        List<Event> counted = new ArrayList<>();
        @Nullable Long lastMs = foldedMs.get(eventId);
        for (Event fact : facts) {
            if (fact.eventId().equals(eventId)
                    && (lastMs == null || fact.occurredAtMs() - lastMs > horizonMs)) {
                counted.add(fact);
                lastMs = fact.occurredAtMs();
            }
        }
        return counted;
    }

    /** Those of the one list that are not in the other. */
    static List<Event> without(List<Event> one, List<Event> other) {
        return one.stream().filter(fact -> !other.contains(fact)).toList();
    }
}
