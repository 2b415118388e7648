package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A customer's first link to each of some visitors, by those of its facts that count. */
final class Links {
    private Links() {}

    /**
     * The first link to each of the visitors that has one.
     *
     * @param foldedMs the counted events that are folded, and their times
     * @param facts the customer's own, in order
     */
    static Map<String, Link> first(
            Layers<Long> foldedMs, List<Event> facts, List<String> visitors, long horizonMs) {
        Map<String, Link> first = new HashMap<>();
        for (Event fact : facts) {
            String visitor = fact.visitorId();
            if (visitor != null
                    && visitors.contains(visitor)
                    && !first.containsKey(visitor)
                    && Copies.counted(foldedMs, facts, fact.eventId(), horizonMs).contains(fact)) {
                first.put(visitor, new Link(fact.occurredAtMs(), fact.eventId()));
                if (first.size() == visitors.size()) {
                    break;
                }
            }
        }
        return first;
    }

    /** The visitors whose first link an event may change: its own, and those of its copies. */
    static List<String> touched(List<Event> facts, Event event) {
        return Stream.concat(
                        Stream.of(event),
                        facts.stream().filter(fact -> fact.eventId().equals(event.eventId())))
                .map(Event::visitorId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Tells the visitors of a customer whose first link to them is no longer the one before. */
    static void tell(
            Map<String, Link> before,
            Map<String, Link> now,
            List<String> visitors,
            String customer,
            JourneyListener listener) {
        for (String visitor : visitors) {
            @Nullable Link first = now.get(visitor);
            if (!Objects.equals(first, before.get(visitor))) {
                Subject to = new Subject(Subject.Kind.VISITOR, visitor);
                listener.told(new Transfer.Claim(to, customer, first));
            }
        }
    }
}
