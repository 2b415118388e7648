package io.omnipulse.benchmarks.data;

/** Draws one event after the other. Mutable and confined to one thread. */
interface Rules {
    /**
     * The next event.
     *
     * @param number of the event, from 0
     * @param sentMs when it is sent
     */
    Occurrence next(long number, long sentMs);
}
