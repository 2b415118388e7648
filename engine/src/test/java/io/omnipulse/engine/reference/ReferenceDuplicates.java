package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * "Duplicate: same subject and event_id as a counted event at most the horizon (48 h) earlier in
 * the order; the earliest copy counts. The same id under another subject is not recognised."
 */
final class ReferenceDuplicates {
    private ReferenceDuplicates() {}

    private record Identity(Subject subject, String eventId) {
        static Identity of(Event event) {
            return new Identity(event.subject(), event.eventId());
        }
    }

    static List<Event> counted(Collection<Event> events, Duration horizon) {
        List<Event> inOrder = new ArrayList<>(events);
        inOrder.sort(
                ReferenceOrder.THE_ORDER
                        .thenComparing(event -> event.subject().kind())
                        .thenComparing(event -> event.subject().id(), Comparator.naturalOrder())
                        .thenComparing(ReferenceOrder.COPIES_OF_ONE_TIME));
        Map<Identity, Event> lastCounted = new HashMap<>();
        List<Event> counted = new ArrayList<>();
        for (Event event : inOrder) {
            Event earlier = lastCounted.get(Identity.of(event));
            boolean duplicate =
                    earlier != null
                            && event.occurredAtMs() - earlier.occurredAtMs() <= horizon.toMillis();
            if (!duplicate) {
                lastCounted.put(Identity.of(event), event);
                counted.add(event);
            }
        }
        return counted;
    }
}
