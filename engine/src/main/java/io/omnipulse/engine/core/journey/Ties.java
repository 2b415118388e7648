package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Utf8Order;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What links tie a journey to: a visitor to its customer, a customer to its aliases. */
final class Ties {
    final Owner owner = new Owner();
    final TreeMap<String, Alias> aliases = new TreeMap<>(Utf8Order.INSTANCE);

    /** Whether nothing ties the journey to another. */
    boolean none() {
        return owner.claims.isEmpty() && aliases.isEmpty();
    }

    Collection<Alias> all() {
        return aliases.values();
    }

    /** After this instant nothing more becomes known, and no alias did anything. */
    long lastMs() {
        long last = Long.MIN_VALUE;
        for (Alias alias : aliases.values()) {
            last = Math.max(last, alias.sinceMs);
            if (!alias.facts.isEmpty()) {
                last = Math.max(last, alias.facts.get(alias.facts.size() - 1).occurredAtMs());
            }
        }
        return last;
    }

    int facts() {
        int facts = 0;
        if (!aliases.isEmpty()) {
            for (Alias alias : aliases.values()) {
                facts += alias.facts.size();
            }
        }
        return facts;
    }

    /** Takes the aliases' facts before the boundary away. */
    List<Event> takeBefore(long boundaryMs) {
        return aliases.values().stream()
                .flatMap(alias -> alias.takeBefore(boundaryMs).stream())
                .toList();
    }

    /**
     * Forgets the last claims, and aliases without facts, where there are too many: a name that
     * everybody shares is nobody's.
     *
     * @return whether a forgotten alias had ordered
     */
    boolean limit(int most) {
        if (none()) {
            return false;
        }
        owner.limit(most);
        boolean ordered = false;
        int idle = 0;
        for (Alias alias : aliases.values()) {
            idle += alias.facts.isEmpty() ? 1 : 0;
        }
        for (var each = aliases.values().iterator(); idle > most && each.hasNext(); ) {
            Alias alias = each.next();
            if (alias.facts.isEmpty()) {
                ordered |= alias.ordered;
                each.remove();
                idle--;
            }
        }
        return ordered;
    }

    /**
     * Forgets what no late event can change any more.
     *
     * @return whether a forgotten alias had ordered
     */
    boolean settle(long boundaryMs) {
        owner.settle(boundaryMs);
        boolean ordered = false;
        for (var each = aliases.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Alias> alias = each.next();
            if (alias.getValue().sinceMs < boundaryMs && alias.getValue().facts.isEmpty()) {
                ordered |= alias.getValue().ordered;
                each.remove();
            }
        }
        return ordered;
    }
}
