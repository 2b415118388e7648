package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A shop whose visitors and conversion follow the hours and the days, with noise that is the same
 * for an hour: log-normal, apart for visitors and conversion. Minutes must be asked for in order.
 */
final class SimulatedShop {
    /** Of the logarithm, its standard deviation. */
    private static final double VISITOR_NOISE = 0.15;

    private static final double CONVERSION = 0.03;

    /** Day and night, at most and at least, over the mean. */
    private static final double VISITOR_RHYTHM = 0.6;

    private static final double CONVERSION_RHYTHM = 0.12;
    private static final double WEEKEND_VISITORS = 1.3;
    private static final double WEEKEND_CONVERSION = 0.92;

    /** Orders follow the start of their session by so many minutes on the average. */
    private static final double MINUTES_TO_ORDER = 4;

    /** Each with its part of the visitors, and its conversion over the mean. */
    private static final Map<Cut, double[]> LEAVES =
            Map.of(
                    new Cut("spring", "web"), new double[] {0.3, 1.0},
                    new Cut("spring", "mail"), new double[] {0.2, 1.4},
                    new Cut("none", "web"), new double[] {0.35, 0.9},
                    new Cut("none", "app"), new double[] {0.15, 0.7});

    private final Random random;
    private final double visitorsPerMinute;
    private final double noise;
    private double surge = 1;
    private long hour = Long.MIN_VALUE;
    private double visitorNoise;
    private double conversionNoise;
    private final Map<Cut, Double> browsing = new HashMap<>();

    /**
     * @param noise of the conversion, from hour to hour: standard deviation of its logarithm
     */
    SimulatedShop(long seed, double visitorsPerMinute, double noise) {
        this.random = new Random(seed);
        this.noise = noise;
        this.visitorsPerMinute = visitorsPerMinute;
    }

    /** From now on there are so many times as many visitors. */
    void surge(double times) {
        surge = times;
    }

    /** The next minute, with this share of the usual conversion. */
    Minute minute(long minute, double remaining) {
        return minute(minute, remaining, cut -> true);
    }

    /** The next minute, with this share of the usual conversion in some of the cuts. */
    Minute minute(long minute, double remaining, Predicate<Cut> struck) {
        if (minute / 60 != hour) {
            hour = minute / 60;
            visitorNoise = logNormal(VISITOR_NOISE);
            conversionNoise = logNormal(noise);
        }
        Map<Cut, Counts> leaves = new HashMap<>();
        Counts total = Counts.NONE;
        double visitors =
                visitorsPerMinute * surge * rhythm(minute, VISITOR_RHYTHM, WEEKEND_VISITORS);
        double conversion =
                CONVERSION
                        * conversionNoise
                        * rhythm(minute, CONVERSION_RHYTHM, WEEKEND_CONVERSION);
        for (Map.Entry<Cut, double[]> leaf : sorted()) {
            double[] parts = leaf.getValue();
            long starts = poisson(visitors * visitorNoise * parts[0]);
            double share = struck.test(leaf.getKey()) ? remaining : 1;
            double browse =
                    browsing.merge(
                            leaf.getKey(),
                            (double) starts,
                            (was, now) -> was + (now - was) / MINUTES_TO_ORDER);
            long orders = poisson(browse * conversion * parts[1] * share);
            Counts counts = new Counts(starts, orders);
            total = total.plus(counts);
            leaves.put(leaf.getKey(), counts);
        }
        return Minute.of(minute, total, leaves);
    }

    private static List<Map.Entry<Cut, double[]>> sorted() {
        return LEAVES.entrySet().stream().sorted(Map.Entry.comparingByKey(Minute.BY_NAME)).toList();
    }

    /**
     * A sine over the day with its peak at 18:00, and the weekend; the mean over a week is near 1.
     */
    private static double rhythm(long minute, double swing, double weekend) {
        double day = 1 - swing * Math.sin(2 * Math.PI * (minute % 1440) / 1440);
        long dayOfWeek = (minute / 1440 + 3) % 7;
        double mean = (5 + 2 * weekend) / 7;
        return day * (dayOfWeek >= 5 ? weekend : 1) / mean;
    }

    private double logNormal(double sigma) {
        return Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }

    private long poisson(double mean) {
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
