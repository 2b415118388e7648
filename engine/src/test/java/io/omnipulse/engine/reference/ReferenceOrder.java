package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Event;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The orders that the rules speak of. */
final class ReferenceOrder {
    private ReferenceOrder() {}

    /**
     * Strings by their UTF-8 bytes, which is by code points; {@link String#compareTo} is not
     * (surrogates).
     */
    static final Comparator<String> BY_UTF8_BYTES = ReferenceOrder::compareCodePoints;

    private static final Comparator<@Nullable String> ABSENT_FIRST =
            ReferenceOrder::compareAbsentFirst;

    /**
     * "Events of one subject are ordered by (occurred_at, event_id by UTF-8 bytes): 'the order'
     * below."
     */
    static final Comparator<Event> THE_ORDER =
            Comparator.comparingLong(Event::occurredAtMs)
                    .thenComparing(Event::eventId, BY_UTF8_BYTES);

    /**
     * "Copies of one time with other content: the smaller by topic name, then session_id, channel,
     * campaign, action or kind, order_id or receipt_id, amount_minor or total_minor, currency,
     * engaged_ms, score, then whatever else is kept, in docs/events.md's order (absent first,
     * numbers by value, strings by UTF-8 bytes, enums by position)." An absent number is the least
     * long.
     */
    static final Comparator<Event> COPIES_OF_ONE_TIME =
            Comparator.comparing((Event event) -> event.type().topic(), BY_UTF8_BYTES)
                    .thenComparing(Event::sessionId, ABSENT_FIRST)
                    .thenComparing(Event::channel, ABSENT_FIRST)
                    .thenComparing(Event::campaign, ABSENT_FIRST)
                    .thenComparing(Event::action)
                    .thenComparing(Event::orderId, ABSENT_FIRST)
                    .thenComparingLong(Event::amountMinor)
                    .thenComparing(Event::currency, ABSENT_FIRST)
                    .thenComparingLong(Event::engagedMs)
                    .thenComparingLong(Event::score)
                    .thenComparing(Event::storeId, ABSENT_FIRST)
                    .thenComparing(Event::surveyId, ABSENT_FIRST)
                    .thenComparing(Event::visitorId, ABSENT_FIRST);

    private static int compareAbsentFirst(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return compareCodePoints(left, right);
    }

    private static int compareCodePoints(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length()) {
            int ofLeft = left.codePointAt(at);
            int ofRight = right.codePointAt(at);
            if (ofLeft != ofRight) {
                return Integer.compare(ofLeft, ofRight);
            }
            at += Character.charCount(ofLeft);
        }
        return Integer.compare(left.length(), right.length());
    }
}
