package io.omnipulse.engine.core.kpi;

/**
 * A 95 % interval.
 *
 * <p>Sources: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
 * JASA 22 (1927); for the difference of two shares of one sample, the normal approximation with
 * variance p + d − (p − d)².
 */
record Interval(double lower, double upper) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Wilson's interval of k in n, within [0, 1]; the bounds are exact where k is 0 or n. */
    static Interval wilson(long k, long n) {
        double p = (double) k / n;
        double scale = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * (double) n)) / scale;
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * (double) n * n)) / scale;
        return new Interval(
                k == 0 ? 0 : Math.max(0, centre - half), k == n ? 1 : Math.min(1, centre + half));
    }

    /** The interval of 100 × (promoters − detractors) / n, within ±100. */
    static Interval netPromoterScore(long promoters, long detractors, long n) {
        double p = (double) promoters / n;
        double d = (double) detractors / n;
        double half = Z * Math.sqrt(Math.max(0, p + d - (p - d) * (p - d)) / n);
        return new Interval(
                Math.max(-100, 100 * (p - d - half)), Math.min(100, 100 * (p - d + half)));
    }
}
