package io.omnipulse.engine.core.alert;

/**
 * Finds that orders come too seldom: the cumulative sum of the log-likelihood ratio of 0.7 against
 * 0.9 of what is expected, for Poisson's counts. Below 80 % it rises on the average, above it
 * falls: small changes are let pass (a dead band). Mutable.
 *
 * <p>Source: E. S. Page, "Continuous Inspection Schemes", Biometrika 41 (1954).
 */
final class DropWatch {
    /** Chosen by simulation (docs/alerts.md): two false alarms a month at most. */
    static final double THRESHOLD = 5.0;

    /** Over about so many minutes it decides, so the dispersion of their orders counts. */
    static final double MEMORY_MINUTES = 12;

    private static final double PER_ORDER = StrictMath.log(0.7 / 0.9);
    private static final double PER_EXPECTED = 0.9 - 0.7;

    double level;

    /** Takes a minute; the sum stays between 0 and the threshold, so that it can come back. */
    void take(long orders, double expected, double dispersion) {
        double ratio = (orders * PER_ORDER + PER_EXPECTED * expected) / dispersion;
        level = Math.min(THRESHOLD, Math.max(0, level + ratio));
    }

    boolean isAtThreshold() {
        return level >= THRESHOLD;
    }

    boolean isAtRest() {
        return level == 0;
    }

    void rest() {
        level = 0;
    }
}
