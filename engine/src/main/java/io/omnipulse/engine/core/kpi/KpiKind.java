package io.omnipulse.engine.core.kpi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a KPI's formula means, which decides its value, its interval and what n counts. */
public enum KpiKind {
    /** The numerator is part of the denominator: at most 1, with Wilson's interval. */
    PROPORTION,
    /** One count by another, which may pass 1: no interval. */
    RATIO,
    /** A sum by a count: no interval. */
    MEAN,
    /** A count by itself. */
    COUNT,
    /** A sum by itself; n says of how many. */
    SUM,
    /**
     * Promoters less detractors in hundredths of the answers, −100 to 100, with the interval of a
     * difference of shares.
     */
    NET_PROMOTER_SCORE;

    /** The name in the catalogue: {@code net-promoter-score}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it divides, and so has no value while the denominator is 0. */
    public boolean divides() {
        return this != COUNT && this != SUM;
    }

    public static Optional<KpiKind> named(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    public static String ids() {
        return Arrays.stream(values()).map(KpiKind::id).collect(Collectors.joining(", "));
    }
}
