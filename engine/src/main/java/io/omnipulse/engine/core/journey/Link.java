package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Utf8Order;
import java.util.Comparator;

/**
 * The event that first shows a visitor to be a customer. Windows that end after it know; those that
 * ended before do not.
 *
 * @param atMs when it happened
 * @param eventId its id, which decides between events of one time
 */
public record Link(long atMs, String eventId) implements Comparable<Link> {
    private static final Comparator<Link> ORDER =
            Comparator.comparingLong(Link::atMs).thenComparing(Link::eventId, Utf8Order.INSTANCE);

    @Override
    public int compareTo(Link other) {
        return ORDER.compare(this, other);
    }
}
