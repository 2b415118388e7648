package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a subject's next web interaction can belong to: those the producer named, and
 * the one that pauses delimit. The two kinds neither join nor interrupt each other.
 */
final class Sessions {
    final Map<String, Session> named = new HashMap<>();
    @Nullable Session unnamed;

    Sessions copy() {
        Sessions copy = new Sessions();
        named.forEach((name, session) -> copy.named.put(name, session.copy()));
        copy.unnamed = unnamed == null ? null : unnamed.copy();
        return copy;
    }

    /** The session that the interaction continues or opens. */
    Session of(Event interaction) {
        long atMs = interaction.occurredAtMs();
        String name = interaction.sessionId();
        if (name == null) {
            if (unnamed == null || atMs - unnamed.lastMs > Rules.SESSION_GAP_MS) {
                unnamed = new Session(atMs);
            }
            return unnamed;
        }
        Session session = named.get(name);
        if (session == null || atMs - session.firstMs > Rules.SESSION_LIMIT_MS) {
            session = new Session(atMs);
            named.put(name, session);
        }
        return session;
    }

    /** Forgets the sessions that no event from the boundary on can continue. */
    void forgetBefore(long boundaryMs) {
        named.values().removeIf(session -> boundaryMs - session.firstMs > Rules.SESSION_LIMIT_MS);
        if (unnamed != null && boundaryMs - unnamed.lastMs > Rules.SESSION_GAP_MS) {
            unnamed = null;
        }
    }

    /** Forgets the named sessions that have been silent the longest, where there are more. */
    void limit(int most) {
        if (named.size() > most) {
            long oldest =
                    named.values().stream()
                            .mapToLong(session -> session.lastMs)
                            .sorted()
                            .skip((long) named.size() - most)
                            .findFirst()
                            .orElse(Long.MIN_VALUE);
            named.values().removeIf(session -> session.lastMs < oldest);
        }
    }
}
