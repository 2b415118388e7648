package io.omnipulse.producers;

import io.omnipulse.schemas.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * How events arrive: some late, so out of order, and some twice. Pure and seeded; the same events
 * in the same order arrive in the same way every time. No event is sent before it happened, nor
 * later than the lateness allows, so a horizon of that length loses none.
 *
 * @param lateShare share of the events that are late, 0 to 1
 * @param maxLateness the latest that a late one is sent after it happened; each lateness up to it
 *     is equally likely
 * @param copyShare share of the events that are sent twice, 0 to 1; copies come up to {@code
 *     maxLateness} after the event happened, where that is zero up to 30 s
 * @param seed of all draws
 */
public record Arrival(double lateShare, Duration maxLateness, double copyShare, long seed) {
    private static final long COPY_WITHIN_MS = 30_000;

    public Arrival {
        if (!(lateShare >= 0 && lateShare <= 1)
                || !(copyShare >= 0 && copyShare <= 1)
                || maxLateness.isNegative()) {
            throw new IllegalArgumentException(
                    "An arrival needs shares from 0 to 1 and a lateness of zero or more, not late "
                            + lateShare
                            + " within "
                            + Durations.text(maxLateness)
                            + ", twice "
                            + copyShare
                            + ".");
        }
    }

    /** An event on its way, and the moment at which it is sent: its record timestamp. */
    public record Arriving(SpecificRecord event, long sentAtMs) {}

    /** Each event once and at the moment at which it happens. */
    public static Arrival inOrder() {
        return new Arrival(0, Duration.ZERO, 0, 0);
    }

    /**
     * Every event late, each by its own lateness from zero up to the given one: the worst order
     * that it allows.
     */
    public static Arrival shuffledWithin(Duration lateness, long seed) {
        return new Arrival(1, lateness, 0, seed);
    }

    /** In order, but this share of the events arrives a second time. */
    public static Arrival withDuplicates(double share, long seed) {
        return new Arrival(0, Duration.ZERO, share, seed);
    }

    /**
     * The same, and this share of the events arrives a second time, each copy with a lateness of
     * its own.
     */
    public Arrival andDuplicates(double share) {
        return new Arrival(lateShare, maxLateness, share, seed);
    }

    /**
     * Every event and every copy, in the order of sending.
     *
     * @param events in the order of their {@code occurred_at}
     */
    public List<Arriving> of(List<? extends SpecificRecord> events) {
        List<Arriving> arrived = new ArrayList<>(events.size());
        of(events.iterator()).forEachRemaining(arrived::add);
        return arrived;
    }

    /**
     * The same for a stream without end; holds back no more than what happens within the lateness.
     */
    public Iterator<Arriving> of(Iterator<? extends SpecificRecord> events) {
        return new Underway(events);
    }

    /** {@code turn} keeps what is sent in one millisecond in the order of the draws. */
    private record Held(long sentAtMs, long turn, SpecificRecord event) {}

    private final class Underway implements Iterator<Arriving> {
        private final Iterator<? extends SpecificRecord> events;
        private final SplittableRandom random = new SplittableRandom(Draw.seed(seed, 'A', 0));
        private final PriorityQueue<Held> held =
                new PriorityQueue<>(
                        Comparator.comparingLong(Held::sentAtMs).thenComparingLong(Held::turn));
        private long turns;
        private long reachedMs = Long.MIN_VALUE;

        Underway(Iterator<? extends SpecificRecord> events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            return !held.isEmpty() || events.hasNext();
        }

        @Override
        public Arriving next() {
            Held head = held.peek();
            while (events.hasNext() && (head == null || head.sentAtMs() > reachedMs)) {
                take(events.next());
                head = held.peek();
            }
            if (head == null) {
                throw new NoSuchElementException("Every event has arrived.");
            }
            held.remove();
            return new Arriving(head.event(), head.sentAtMs());
        }

        private void take(SpecificRecord event) {
            long occurredAtMs = Events.occurredAtMs(event);
            reachedMs = Math.max(reachedMs, occurredAtMs);
            boolean late = Draw.chance(random, lateShare);
            hold(occurredAtMs + (late ? lateness(maxLateness.toMillis()) : 0), event);
            if (Draw.chance(random, copyShare)) {
                hold(
                        occurredAtMs
                                + lateness(
                                        maxLateness.isZero()
                                                ? COPY_WITHIN_MS
                                                : maxLateness.toMillis()),
                        event);
            }
        }

        private long lateness(long mostMs) {
            return random.nextLong(mostMs + 1);
        }

        private void hold(long sentAtMs, SpecificRecord event) {
            held.add(new Held(sentAtMs, turns++, event));
        }
    }
}
