package io.omnipulse.engine.core.alert;

/**
 * Finds that something has stopped altogether: how much was expected since the last that came. Once
 * it is open, it looks for a share of the usual, over about as much as it needed to open. Mutable.
 */
final class SilenceWatch {
    private final double threshold;
    private final double shareBack;
    double missing;
    double returning;

    /**
     * @param threshold how much must be missing
     * @param shareBack the share of the usual that ends it
     */
    SilenceWatch(double threshold, double shareBack) {
        this.threshold = threshold;
        this.shareBack = shareBack;
    }

    /**
     * Takes a minute.
     *
     * @param dispersion variance over mean, 1 or more: what comes in bursts may be away for longer
     */
    void take(long observed, double expected, double dispersion) {
        missing = observed > 0 ? 0 : missing + expected / dispersion;
        double share = Math.min(1, expected / threshold);
        returning = returning * (1 - share) + observed;
    }

    boolean isSilent() {
        return missing >= threshold;
    }

    boolean isBack() {
        return returning >= threshold * shareBack;
    }

    /** Begins to look for what returns. */
    void opened() {
        returning = 0;
    }

    void rest() {
        missing = 0;
        returning = 0;
    }
}
