package io.omnipulse.engine.core.alert;

/**
 * Counts over a stretch of time, and how many orders were expected in it. Mutable; amounts are
 * doubles since the past fades.
 */
final class Tally {
    double minutes;
    double starts;
    double orders;
    double expected;

    void add(double moreMinutes, Counts counts, double moreExpected) {
        minutes += moreMinutes;
        starts += counts.starts();
        orders += counts.orders();
        expected += moreExpected;
    }

    void add(Tally other) {
        minutes += other.minutes;
        starts += other.starts;
        orders += other.orders;
        expected += other.expected;
    }

    void fadeTo(double share) {
        minutes *= share;
        starts *= share;
        orders *= share;
        expected *= share;
    }

    void clear() {
        fadeTo(0);
    }

    void set(Tally other) {
        clear();
        add(other);
    }
}
