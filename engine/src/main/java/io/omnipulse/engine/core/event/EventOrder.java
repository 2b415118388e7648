package io.omnipulse.engine.core.event;

import java.util.Comparator;

/**
 * The order of one subject's events: by time, then by id; copies of one id at one time by their
 * content, so that which of them counts does not depend on which came first. Events that compare
 * equal are the same to every rule.
 */
public final class EventOrder {
    private static final Comparator<String> TEXT = Comparator.nullsFirst(Utf8Order.INSTANCE);

    /** The whole order. */
    public static final Comparator<Event> INSTANCE =
            Comparator.comparingLong(Event::occurredAtMs)
                    .thenComparing(Event::eventId, Utf8Order.INSTANCE)
                    .thenComparing(Event::type)
                    .thenComparing(Event::sessionId, TEXT)
                    .thenComparing(Event::channel, TEXT)
                    .thenComparing(Event::campaign, TEXT)
                    .thenComparing(Event::action)
                    .thenComparing(Event::orderId, TEXT)
                    .thenComparingLong(Event::amountMinor)
                    .thenComparing(Event::currency, TEXT)
                    .thenComparingLong(Event::engagedMs)
                    .thenComparingLong(Event::score)
                    .thenComparing(Event::storeId, TEXT)
                    .thenComparing(Event::surveyId, TEXT)
                    .thenComparing(Event::visitorId, TEXT);

    private EventOrder() {}
}
