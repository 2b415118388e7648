package io.omnipulse.producers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the time of a simulation passes. */
public interface Pace {
    /** Milliseconds since the simulation began. */
    long elapsedMs();

    /**
     * Waits until so many milliseconds have passed since the simulation began, or until stopped,
     * whichever is first.
     */
    void waitUntil(long elapsedMs, CountDownLatch stopped) throws InterruptedException;

    /**
     * As on the wall, beginning now. By the monotonic clock, so that a corrected wall clock causes
     * neither rush nor gap.
     */
    static Pace realTime() {
        long startNs = System.nanoTime();
        return new Pace() {
            @Override
            public long elapsedMs() {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            }

            @Override
            public void waitUntil(long elapsedMs, CountDownLatch stopped)
                    throws InterruptedException {
                long restMs = elapsedMs - elapsedMs();
                if (restMs > 0 && stopped.await(restMs, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        };
    }

    /** Without waiting: time leaps to where it is wanted. */
    static Pace leaping() {
        return new Pace() {
            private long nowMs;

            @Override
            public long elapsedMs() {
                return nowMs;
            }

            @Override
            public void waitUntil(long elapsedMs, CountDownLatch stopped) {
                nowMs = Math.max(nowMs, elapsedMs);
            }
        };
    }
}
