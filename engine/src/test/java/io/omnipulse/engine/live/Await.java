package io.omnipulse.engine.live;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, and says what it waited for when it does not come. */
final class Await {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Await() {}

    static void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + atMost.toSeconds() + " s still not: " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
