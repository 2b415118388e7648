package io.omnipulse.engine.core.alert;

/**
 * By how much counts vary more than Poisson's law allows, since no two hours are alike. Of each
 * hour that is over it takes the residual; a count of mean E has the variance E + v E² with one
 * relative variance v (the negative binomial's), which is the ratio of the summed (r² − E) to the
 * summed E². Mutable.
 *
 * <p>Until enough hours are known, v is drawn to (7 %)², which counts as much as a day.
 */
final class Dispersion {
    private static final double PRIOR_VARIANCE = 0.005;
    private static final double PRIOR_HOURS = 24;

    /** Leaves half after 500 hours. */
    private static final double KEEPS = 0.998615;

    private final double mostRelative;
    double excess;
    double squares;
    double hours;

    /**
     * @param mostRelative a residual counts as this share of what was expected at most, so that one
     *     strange hour does not blind the watch
     */
    Dispersion(double mostRelative) {
        this.mostRelative = mostRelative;
    }

    void take(double expected, double observed) {
        if (expected <= 0) {
            return;
        }
        double residual = observed - expected;
        double most = expected + mostRelative * mostRelative * expected * expected;
        excess = excess * KEEPS + Math.min(residual * residual, most) - expected;
        squares = squares * KEEPS + expected * expected;
        hours = hours * KEEPS + 1;
    }

    double relativeVariance() {
        double seen = squares > 0 ? Math.max(0, excess / squares) : 0;
        return (seen * hours + PRIOR_VARIANCE * PRIOR_HOURS) / (hours + PRIOR_HOURS);
    }

    /** Variance over mean of a count of this mean; 1 or more. */
    double at(double expected) {
        return 1 + relativeVariance() * expected;
    }
}
