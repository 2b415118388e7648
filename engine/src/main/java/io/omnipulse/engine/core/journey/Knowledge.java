package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Which facts a window counts in a journey, which depends on when it ends: its own; those of an
 * alias once the link is known; none once the journey itself is known to be another's.
 *
 * @param own the subject's own facts, in order
 * @param untilMs windows that end after this know that the journey is another's
 * @param aliases the visitors that are known to be this customer
 */
record Knowledge(List<Event> own, long untilMs, Collection<Alias> aliases) {
    static final long ENDLESS = Long.MAX_VALUE;

    /** As it stands now, whatever changes later. */
    Knowledge snapshot() {
        return new Knowledge(List.copyOf(own), untilMs, aliases.stream().map(Alias::copy).toList());
    }

    /**
     * The facts, in order, that windows count which end after the instant and before the next turn.
     */
    List<Event> after(long instantMs) {
        if (instantMs >= untilMs) {
            return List.of();
        }
        List<Event> known = new ArrayList<>(own);
        aliases.stream()
                .filter(alias -> alias.sinceMs <= instantMs)
                .forEach(alias -> known.addAll(alias.facts));
        if (known.size() > own.size()) {
            known.sort(EventOrder.INSTANCE);
        }
        return known;
    }

    /** Whether an alias known by then ordered before all facts that are kept. */
    boolean orderedBefore(long instantMs) {
        return aliases.stream().anyMatch(alias -> alias.sinceMs <= instantMs && alias.ordered);
    }

    /** The instants at which more becomes known. */
    void addTurns(SortedSet<Long> turns) {
        if (untilMs != ENDLESS) {
            turns.add(untilMs);
        }
        aliases.forEach(alias -> turns.add(alias.sinceMs));
    }
}
