package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A counted event and what the placing rules say of it, which no later event can change.
 *
 * @param campaign its own, else the last touch's, else {@code none}
 * @param order whether it is an order: a purchase or sale that is no copy
 * @param firstOrder whether it is the first order ever of its subject
 * @param visit what its session says of it; null unless it is a web interaction
 */
record PlacedEvent(
        Event event, String campaign, boolean order, boolean firstOrder, @Nullable Visit visit) {

    /**
     * A session as an entity. Its name alone does not make it: after 24 hours the same name is
     * another session.
     *
     * @param name the {@code session_id}; null for those grouped by pauses
     * @param firstMs the time of its first interaction
     */
    record Session(Subject subject, @Nullable String name, long firstMs) {}

    /**
     * An interaction within its session.
     *
     * @param durationMs time since the previous interaction of the session; zero at the first
     * @param engaged whether the session, up to and including this, is engaged
     */
    record Visit(Session session, long durationMs, boolean engaged) {}

    long atMs() {
        return event.occurredAtMs();
    }

    Subject subject() {
        return event.subject();
    }

    /**
     * "Interaction: a web event other than IMPRESSION, MENTION and UNKNOWN, a sale or a return."
     */
    boolean interaction() {
        return isWebInteraction(event) || event.type() == EventType.SALE;
    }

    /** "Reached: an interaction or an impression." */
    boolean reached() {
        return interaction() || isWeb(event, Action.IMPRESSION);
    }

    /** "page views: PAGE_VIEW + PRODUCT_VIEW" */
    boolean pageView() {
        return isWeb(event, Action.PAGE_VIEW) || isWeb(event, Action.PRODUCT_VIEW);
    }

    /** A store's return, which "needs no known sale, and has no copies but duplicates". */
    boolean isReturn() {
        return event.type() == EventType.SALE && event.action() == Action.RETURN;
    }

    boolean isAnswer() {
        return event.type() == EventType.SURVEY_ANSWER;
    }

    static boolean isWeb(Event event, Action action) {
        return event.type() == EventType.WEB_EVENT && event.action() == action;
    }

    static boolean isWebInteraction(Event event) {
        return event.type() == EventType.WEB_EVENT
                && event.action() != Action.IMPRESSION
                && event.action() != Action.MENTION
                && event.action() != Action.UNKNOWN;
    }
}
