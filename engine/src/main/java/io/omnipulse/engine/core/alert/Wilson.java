package io.omnipulse.engine.core.alert;

/**
 * Wilson's 95 % interval of a share, for counts that may be parts of integers: those divided by
 * their dispersion.
 *
 * <p>Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
 * JASA 22 (1927).
 */
record Wilson(double lower, double upper) {
    private static final double Z = 1.959963984540054;

    static Wilson of(double k, double n) {
        if (n <= 0) {
            return new Wilson(0, 1);
        }
        double p = Math.min(1, k / n);
        double scale = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * n)) / scale;
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
        return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
