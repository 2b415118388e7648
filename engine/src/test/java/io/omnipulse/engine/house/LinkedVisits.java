package io.omnipulse.engine.house;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.BorderTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events at the borders of the rules, half of the web's by visitors, and links at the same times or
 * just beside them: first ones, repeated ones, several to one customer, and some to another.
 */
final class LinkedVisits {
    private LinkedVisits() {}

    static List<Event> of(long seed, int count) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (Event event : BorderTimes.events(seed, count, 3)) {
            Event visit = visit(event, random);
            events.add(visit);
            if (random.nextInt(12) == 0) {
                events.add(link(visit.occurredAtMs() + random.nextInt(3) - 1, random));
            }
        }
        return events;
    }

    private static Event visit(Event event, Random random) {
        boolean visit = event.type() == EventType.WEB_EVENT && random.nextBoolean();
        return visit ? event.as(visitor(random)) : event;
    }

    private static Subject visitor(Random random) {
        return new Subject(Subject.Kind.VISITOR, "v-" + (1 + random.nextInt(4)));
    }

    private static Event link(long atMs, Random random) {
        return Facts.link("l-" + random.nextInt(8), "10:00", visitor(random).id())
                .of(Subject.Kind.CUSTOMER, "c-" + (1 + random.nextInt(3)))
                .at(atMs)
                .event();
    }
}
