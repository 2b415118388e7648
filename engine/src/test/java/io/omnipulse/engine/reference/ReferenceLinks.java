package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * "As known at e: a row that ends at e reads only what happened before e, identity links included.
 * What a link changes, it changes in windows that end after the link's occurred_at; rows that ended
 * before stay as they were." A visitor is the customer of its first counted link.
 */
final class ReferenceLinks {
    private ReferenceLinks() {}

    /**
     * How the events are placed as known by windows that end after an instant.
     *
     * @param sinceMs the instant; the least long for what is known without any link
     * @param placed by time
     */
    record Known(long sinceMs, List<PlacedEvent> placed) {}

    /** What is known from when on; of the last there is no end. */
    static List<Known> known(Collection<Event> events, ReferenceEngine.Settings settings) {
        Map<String, Event> first = new HashMap<>();
        for (Event event : ReferenceEngine.counted(events, settings)) {
            if (event.visitorId() != null) {
                first.putIfAbsent(event.visitorId(), event);
            }
        }
        TreeSet<Long> instants = new TreeSet<>(List.of(Long.MIN_VALUE));
        first.values().forEach(link -> instants.add(link.occurredAtMs()));
        List<Known> known = new ArrayList<>();
        for (long instantMs : instants) {
            List<Event> asKnown =
                    events.stream().map(event -> asKnown(event, first, instantMs)).toList();
            known.add(
                    new Known(
                            instantMs,
                            ReferencePlacing.place(
                                    ReferenceEngine.counted(asKnown, settings),
                                    settings.lookback())));
        }
        return known;
    }

    private static Event asKnown(Event event, Map<String, Event> first, long instantMs) {
        Subject subject = event.subject();
        if (subject.kind() != Subject.Kind.VISITOR) {
            return event;
        }
        Event link = first.get(subject.id());
        return link == null || link.occurredAtMs() > instantMs ? event : event.as(link.subject());
    }
}
