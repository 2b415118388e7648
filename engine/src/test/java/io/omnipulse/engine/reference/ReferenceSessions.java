package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.reference.PlacedEvent.Session;
import io.omnipulse.engine.reference.PlacedEvent.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one subject, its events given in the order.
 *
 * <p>"Session: the web interactions of one subject with the same session_id (never split by a
 * pause, but an event more than 24 h after the session's first opens a new one); those without one
 * are grouped by pauses, a pause of exactly 30 min does not split; the two kinds neither bridge nor
 * join each other."
 */
final class ReferenceSessions {
    private static final long LONGEST_NAMED_MS = Duration.ofHours(24).toMillis();
    private static final long LONGEST_PAUSE_MS = Duration.ofMinutes(30).toMillis();
    private static final long ENGAGED_AFTER_MS = Duration.ofSeconds(10).toMillis();

    private final Map<String, Progress> named = new HashMap<>();
    private @Nullable Progress unnamed;

    /** A session so far. */
    private static final class Progress {
        private final Session session;
        private long lastMs;
        private long engagedMs;
        private int views;
        private boolean desired;

        private Progress(Event first) {
            session = new Session(first.subject(), first.sessionId(), first.occurredAtMs());
            lastMs = first.occurredAtMs();
        }

        /** "Duration added by an interaction: its time since the previous one of its session." */
        private Visit next(Event interaction) {
            long durationMs = interaction.occurredAtMs() - lastMs;
            lastMs = interaction.occurredAtMs();
            engagedMs += interaction.engagedMs() == Event.ABSENT ? 0 : interaction.engagedMs();
            switch (interaction.action()) {
                case PAGE_VIEW, PRODUCT_VIEW -> views++;
                case PURCHASE, SIGN_UP, SUBSCRIBE -> desired = true;
                default -> {}
            }
            return new Visit(session, durationMs, engaged());
        }

        /**
         * "Engaged interaction: one at which its session, up to and including it in the order, has
         * lasted > 10 s, or has Σ engaged_ms > 10 s, or ≥ 2 PAGE_VIEW/PRODUCT_VIEW, or a PURCHASE
         * action (a copy of an order too), SIGN_UP or SUBSCRIBE."
         */
        private boolean engaged() {
            return lastMs - session.firstMs() > ENGAGED_AFTER_MS
                    || engagedMs > ENGAGED_AFTER_MS
                    || views >= 2
                    || desired;
        }
    }

    /** The next event of the subject in the order; null unless it is a web interaction. */
    @Nullable Visit next(Event event) {
        if (!PlacedEvent.isWebInteraction(event)) {
            return null;
        }
        return sessionOf(event).next(event);
    }

    private Progress sessionOf(Event event) {
        String name = event.sessionId();
        if (name == null) {
            if (unnamed == null || event.occurredAtMs() - unnamed.lastMs > LONGEST_PAUSE_MS) {
                unnamed = new Progress(event);
            }
            return unnamed;
        }
        Progress open = named.get(name);
        if (open == null || event.occurredAtMs() - open.session.firstMs() > LONGEST_NAMED_MS) {
            open = new Progress(event);
            named.put(name, open);
        }
        return open;
    }
}
