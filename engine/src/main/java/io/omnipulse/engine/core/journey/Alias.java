package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.core.event.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What a visitor did that is known to be this journey's customer. */
final class Alias {
    /** The time of the link: windows that end after it count the visitor's facts here. */
    final long sinceMs;

    /** In order. */
    final List<Event> facts;

    /** Whether the visitor ordered before the facts that are kept. */
    boolean ordered;

    Alias(long sinceMs, boolean ordered, Collection<Event> facts) {
        this.sinceMs = sinceMs;
        this.ordered = ordered;
        this.facts = new ArrayList<>(facts);
    }

    Alias copy() {
        return new Alias(sinceMs, ordered, facts);
    }

    /** Adds a fact in its place; one that is there already changes nothing. */
    void add(Event fact) {
        int found = Collections.binarySearch(facts, fact, EventOrder.INSTANCE);
        if (found < 0) {
            facts.add(-found - 1, fact);
        }
    }

    /** Takes away the facts before the boundary; of their orders, that there were any stays. */
    List<Event> takeBefore(long boundaryMs) {
        int count = 0;
        while (count < facts.size() && facts.get(count).occurredAtMs() < boundaryMs) {
            count++;
        }
        List<Event> oldest = facts.subList(0, count);
        List<Event> taken = List.copyOf(oldest);
        oldest.clear();
        ordered |= taken.stream().anyMatch(Alias::isPurchase);
        return taken;
    }

    /** Whether it is an order, or a copy of one, which shows that there was one. */
    static boolean isPurchase(Event event) {
        return (event.type() == EventType.WEB_EVENT && event.action() == Action.PURCHASE)
                || (event.type() == EventType.SALE && event.action() == Action.SALE);
    }
}
