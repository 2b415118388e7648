package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.measure.Cut;
import org.jspecify.annotations.Nullable;

/**
 * Attribution by the last touch: which campaign explains an event that names none. A contact that
 * the subject took part in is preferred to any impression, however recent.
 */
final class Touches {
    /** A contact with a campaign. */
    record Touch(long atMs, String campaign) {}

    @Nullable Touch contact;
    @Nullable Touch impression;

    Touches copy() {
        Touches copy = new Touches();
        copy.contact = contact;
        copy.impression = impression;
        return copy;
    }

    /**
     * The campaign under which the event counts; an event that bears one becomes the last touch.
     */
    String campaignOf(Event event, long lookbackMs) {
        String own = event.campaign();
        if (own == null) {
            return lastWithin(event.occurredAtMs() - lookbackMs);
        }
        if (event.type() == EventType.WEB_EVENT && event.action() == Action.IMPRESSION) {
            impression = new Touch(event.occurredAtMs(), own);
        } else if (isContact(event)) {
            contact = new Touch(event.occurredAtMs(), own);
        }
        return own;
    }

    private static boolean isContact(Event event) {
        return switch (event.type()) {
            case WEB_EVENT -> event.action() != Action.MENTION && event.action() != Action.UNKNOWN;
            case SALE -> event.action() == Action.SALE;
            default -> false;
        };
    }

    private String lastWithin(long oldestMs) {
        if (contact != null && contact.atMs() >= oldestMs) {
            return contact.campaign();
        }
        if (impression != null && impression.atMs() >= oldestMs) {
            return impression.campaign();
        }
        return Cut.NO_CAMPAIGN;
    }

    void forgetBefore(long oldestMs) {
        if (contact != null && contact.atMs() < oldestMs) {
            contact = null;
        }
        if (impression != null && impression.atMs() < oldestMs) {
            impression = null;
        }
    }
}
