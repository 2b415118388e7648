package io.omnipulse.engine.reference;

import org.jspecify.annotations.Nullable;

/**
 * One KPI of one cut and window at one end: the columns by kind, as the table of docs/kpis.md,
 * "Values", gives them. Measures are longs; "value = (numerator / unit) / denominator, in double,
 * in that order".
 */
record ReferenceFigure(
        String kpi,
        @Nullable Double value,
        long numerator,
        @Nullable Long denominator,
        @Nullable Double lower,
        @Nullable Double upper,
        long n) {
    private static final double Z = 1.959963984540054;

    /** "count: the count, none, none, n the count" */
    static ReferenceFigure count(String kpi, long count) {
        return new ReferenceFigure(kpi, (double) count, count, null, null, null, count);
    }

    /** "revenue and other sums: the sum in minor units, none, none, n orders + returns" */
    static ReferenceFigure sum(String kpi, long sum, double unit, long n) {
        return new ReferenceFigure(kpi, sum / unit, sum, null, null, null, n);
    }

    /** "other ratio and mean: both, no interval, n the denominator" */
    static ReferenceFigure mean(String kpi, long numerator, double unit, long denominator) {
        if (denominator == 0) {
            return withoutValue(kpi, numerator);
        }
        double value = numerator / unit / denominator;
        return new ReferenceFigure(kpi, value, numerator, denominator, null, null, denominator);
    }

    /**
     * "proportion (numerator is part of the denominator): both; Wilson, z = 1.959963984540054,
     * clipped to [0, 1]; exactly 0 where the numerator is 0, exactly 1 where it equals the
     * denominator; n the denominator"
     */
    static ReferenceFigure proportion(String kpi, long numerator, long denominator) {
        if (denominator == 0) {
            return withoutValue(kpi, numerator);
        }
        double n = denominator;
        double p = numerator / n;
        double d = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * n)) / d;
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / d;
        double lower = numerator == 0 ? 0.0 : Math.max(0.0, centre - half);
        double upper = numerator == denominator ? 1.0 : Math.min(1.0, centre + half);
        return new ReferenceFigure(kpi, p, numerator, denominator, lower, upper, denominator);
    }

    /**
     * "NPS, of P promoters and D detractors in n answers: numerator P − D, value = 100.0 ×
     * numerator / n." and "100 × (p − d ± z √((p + d − (p − d)²)/n)) with p = P/n, d = D/n, clipped
     * to ±100"
     */
    static ReferenceFigure netPromoterScore(
            String kpi, long promoters, long detractors, long answers) {
        long numerator = promoters - detractors;
        if (answers == 0) {
            return withoutValue(kpi, numerator);
        }
        double p = promoters / (double) answers;
        double d = detractors / (double) answers;
        double variance = Math.max(0.0, p + d - (p - d) * (p - d));
        double half = Z * Math.sqrt(variance / answers);
        return new ReferenceFigure(
                kpi,
                100.0 * numerator / answers,
                numerator,
                answers,
                Math.max(-100.0, 100 * (p - d - half)),
                Math.min(100.0, 100 * (p - d + half)),
                answers);
    }

    /**
     * "While a ratio is absent again: value, lower and upper absent, n 0, numerator and denominator
     * as counted."
     */
    private static ReferenceFigure withoutValue(String kpi, long numerator) {
        return new ReferenceFigure(kpi, null, numerator, 0L, null, null, 0);
    }
}
