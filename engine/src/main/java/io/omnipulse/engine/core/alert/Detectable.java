package io.omnipulse.engine.core.alert;

/**
 * The smallest relative drop that half an hour could show, for a test that is wrong one time in
 * twenty when nothing has changed, and right four times in five when it has: the d for which
 *
 * <pre>d E = 1.645 √(φE) + 0.842 √(φE(1 − d))</pre>
 *
 * with E orders expected in half an hour and the dispersion φ of such a count.
 */
final class Detectable {
    static final int MINUTES = 30;

    /** Where half an hour cannot show a drop by this much, nobody is woken. */
    static final double REQUIRED = 0.3;

    private static final double FALSE_ALARM = 1.6448536269514722;
    private static final double FOUND = 0.8416212335729143;

    private Detectable() {}

    /** From 0 to 1; 1 also where even a total loss would not show. */
    static double drop(double expected, double dispersion) {
        if (expected <= 0) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int halvings = 0; halvings < 40; halvings++) {
            double drop = (low + high) / 2;
            double needed =
                    FALSE_ALARM * Math.sqrt(dispersion * expected)
                            + FOUND * Math.sqrt(dispersion * expected * (1 - drop));
            if (drop * expected >= needed) {
                high = drop;
            } else {
                low = drop;
            }
        }
        return high;
    }
}
