package io.omnipulse.producers;

import java.util.stream.DoubleStream;

/**
 * How busy a moment is, as a factor with mean 1 over a week. Read in UTC: a simulation has no home,
 * and a time zone with daylight saving would make one seed give two days.
 */
final class Rhythm {
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday. */
    private static final int FIRST_WEEKDAY = 3;

    private final double[] hours;
    private final double[] weekdays;

    private Rhythm(double[] hours, double[] weekdays) {
        this.hours = normalised(hours);
        this.weekdays = normalised(weekdays);
    }

    /** The same at every moment. */
    static Rhythm steady() {
        return new Rhythm(new double[] {1}, new double[] {1});
    }

    /** Web traffic: quiet at night, a bump at noon, the peak in the evening, more on Sundays. */
    static Rhythm online() {
        return new Rhythm(
                new double[] {
                    0.35, 0.22, 0.15, 0.13, 0.15, 0.25, 0.45, 0.70, 0.95, 1.10, 1.15, 1.20,
                    1.30, 1.25, 1.15, 1.15, 1.20, 1.30, 1.50, 1.80, 2.00, 1.85, 1.30, 0.75
                },
                new double[] {1.00, 0.96, 0.95, 0.97, 0.95, 1.03, 1.14});
    }

    /**
     * Tills: opening hours with a rush after work, Saturday the strongest day, a few shops open on
     * Sunday and at night.
     */
    static Rhythm atTheTill() {
        return new Rhythm(
                new double[] {
                    0.10, 0.08, 0.08, 0.08, 0.08, 0.10, 0.20, 0.50, 1.00, 1.40, 1.70, 1.90,
                    2.00, 1.80, 1.70, 1.80, 2.10, 2.40, 2.20, 1.40, 0.70, 0.30, 0.20, 0.15
                },
                new double[] {0.95, 0.95, 0.98, 1.00, 1.15, 1.55, 0.42});
    }

    /**
     * The factor at a moment; between two full hours it goes from one to the other in a straight
     * line.
     */
    double at(long epochMs) {
        long ofDay = Math.floorMod(epochMs, DAY_MS);
        int weekday = (int) Math.floorMod(Math.floorDiv(epochMs, DAY_MS) + FIRST_WEEKDAY, 7L);
        int hour = (int) (ofDay / HOUR_MS);
        double past = (double) (ofDay % HOUR_MS) / HOUR_MS;
        double here = hours[hour % hours.length];
        double next = hours[(hour + 1) % hours.length];
        return (here + (next - here) * past) * weekdays[weekday % weekdays.length];
    }

    double peak() {
        return DoubleStream.of(hours).max().orElseThrow()
                * DoubleStream.of(weekdays).max().orElseThrow();
    }

    private static double[] normalised(double[] weights) {
        double mean = DoubleStream.of(weights).average().orElseThrow();
        return DoubleStream.of(weights).map(weight -> weight / mean).toArray();
    }
}
