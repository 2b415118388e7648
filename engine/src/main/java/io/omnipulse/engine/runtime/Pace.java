package io.omnipulse.engine.runtime;

import java.util.concurrent.TimeUnit;

/**
 * When records may be read, if there are to be no more than so many a second. Each takes its share
 * of a second, one after the other; a pause is not made up for by a rush. The callers' clock is
 * asked, never one of its own, and nobody is kept waiting here.
 */
final class Pace {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final long perSecond;
    private long freeFromNs;
    private long restOfShares;
    private boolean begun;

    /**
     * @param perSecond how many records a second, by all who share it; more than zero
     */
    Pace(long perSecond) {
        if (perSecond <= 0) {
            throw new IllegalArgumentException(
                    "a pace is of one record a second or more, not " + perSecond);
        }
        this.perSecond = perSecond;
    }

    /**
     * Takes the time of some records.
     *
     * @param nowNs by a clock that only goes on, as {@link System#nanoTime}
     * @return how many nanoseconds to wait before they are worked on
     */
    synchronized long take(int records, long nowNs) {
        if (!begun || freeFromNs - nowNs < 0) {
            freeFromNs = nowNs;
            restOfShares = 0;
            begun = true;
        }
        // Exact over any number of calls: what does not fill a nanosecond is carried on.
        long shares = Math.addExact(Math.multiplyExact(records, SECOND_NS), restOfShares);
        freeFromNs += shares / perSecond;
        restOfShares = shares % perSecond;
        return freeFromNs - nowNs;
    }
}
