package io.omnipulse.engine.core.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How likely chance alone makes something so. */
final class Chance {
    /** Above this mean, Poisson's law is near enough to the normal one; below, e⁻ᵐ is no zero. */
    private static final double LARGE = 700;

    private Chance() {}

    /** The probability that a Poisson count of this mean is k or less. */
    static double poissonAtMost(double k, double mean) {
        if (mean <= 0) {
            return 1;
        }
        if (mean > LARGE) {
            return normalBelow((k + 0.5 - mean) / Math.sqrt(mean));
        }
        double term = StrictMath.exp(-mean);
        double sum = term;
        for (int i = 1; i <= k && i < 4 * LARGE; i++) {
            term *= mean / i;
            sum += term;
        }
        return Math.min(1, sum);
    }

    /**
     * The probability that a standard normal value is below z, to seven decimals.
     *
     * <p>Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.2.17.
     */
    static double normalBelow(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double poly =
                t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        double tail = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * poly;
        return z > 0 ? 1 - tail : tail;
    }

    /**
     * Which of many hypotheses are rejected, so that of those rejected no more than this share is
     * wrong on the average.
     *
     * <p>Source: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", JRSS B 57
     * (1995).
     */
    static <T> Set<T> discoveries(Map<T, Double> chances, double share) {
        List<Map.Entry<T, Double>> rising = new ArrayList<>(chances.entrySet());
        rising.sort(Comparator.comparingDouble(Map.Entry<T, Double>::getValue));
        int last = 0;
        for (int i = 1; i <= rising.size(); i++) {
            if (rising.get(i - 1).getValue() <= share * i / rising.size()) {
                last = i;
            }
        }
        Set<T> found = new HashSet<>();
        rising.subList(0, last).forEach(entry -> found.add(entry.getKey()));
        return found;
    }
}
