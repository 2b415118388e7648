package io.omnipulse.engine.core.event;

import org.jspecify.annotations.Nullable;

/**
 * A fact with its own time, reduced to the fields that the rules read. It has passed the checks of
 * the event contract.
 *
 * @param type the type, which names the topic
 * @param eventId the producer's id, never empty
 * @param occurredAtMs when it happened, in milliseconds since 1970 UTC
 * @param subject whose journey it belongs to
 * @param action what happened; {@link Action#NONE} where no rule reads the kind
 * @param channel null for the types that have none (stock movements, identity links)
 * @param campaign the event's own campaign, null where it bears none
 * @param sessionId the session's name as the producer gave it, null where it gave none
 * @param orderId the web's {@code order_id} or the store's {@code receipt_id}; null elsewhere
 * @param storeId the store of a sale or return; null elsewhere
 * @param surveyId the survey of an answer; null elsewhere
 * @param amountMinor {@code amount_minor} or {@code total_minor}; {@link #ABSENT} where there is
 *     none
 * @param currency the amount's ISO 4217 code, null where there is no amount
 * @param engagedMs time of attention in milliseconds; {@link #ABSENT} where there is none
 * @param score an answer's score; {@link #ABSENT} elsewhere
 * @param visitorId the visitor that the event shows to be its subject, a customer; null where it
 *     links none
 */
public record Event(
        EventType type,
        String eventId,
        long occurredAtMs,
        Subject subject,
        Action action,
        @Nullable String channel,
        @Nullable String campaign,
        @Nullable String sessionId,
        @Nullable String orderId,
        @Nullable String storeId,
        @Nullable String surveyId,
        long amountMinor,
        @Nullable String currency,
        long engagedMs,
        long score,
        @Nullable String visitorId) {

    /** Stands for an absent number. It is the least long, so absent numbers sort first. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** The same event as one of another subject's. */
    public Event as(Subject other) {
        return new Event(
                type,
                eventId,
                occurredAtMs,
                other,
                action,
                channel,
                campaign,
                sessionId,
                orderId,
                storeId,
                surveyId,
                amountMinor,
                currency,
                engagedMs,
                score,
                visitorId);
    }
}
