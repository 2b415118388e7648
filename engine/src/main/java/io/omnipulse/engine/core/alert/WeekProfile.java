package io.omnipulse.engine.core.alert;

/**
 * What is usual in each hour of the week (UTC): sessions that begin in a minute, and the share of
 * them that leads to an order. Mutable.
 *
 * <p>An hour of the week is seen once a week, so its own figures are shrunk toward those of the
 * same hour on all days, and these toward the whole week's: each level counts as much as a fixed
 * number of observations of the level below (the mean of a beta-binomial with that prior). What is
 * old fades: each new hour leaves nine tenths of what its hour of the week held before.
 */
final class WeekProfile {
    static final int HOURS = 168;
    private static final int HOURS_OF_DAY = 24;

    /** 1970-01-01 was a Thursday; the week begins on Monday. */
    private static final long MONDAY = 72;

    private static final double FADES = 0.1;

    /** A level above counts as much as so many orders, times their over-dispersion. */
    static final double PRIOR_ORDERS = 300;

    /** The same for the traffic, in minutes. */
    private static final double PRIOR_MINUTES = 30;

    final Tally[] hours = new Tally[HOURS];

    WeekProfile() {
        for (int hour = 0; hour < HOURS; hour++) {
            hours[hour] = new Tally();
        }
    }

    static int hourOfWeek(long epochHour) {
        return (int) Math.floorMod(epochHour + MONDAY, (long) HOURS);
    }

    void learn(int hourOfWeek, Tally hour) {
        hours[hourOfWeek].fadeTo(1 - FADES * Math.min(1, hour.minutes / 60));
        hours[hourOfWeek].add(hour);
    }

    /** Everything known, with what is known already of the hour that is not over. */
    Tally all(Tally open) {
        Tally all = new Tally();
        all.add(open);
        for (Tally hour : hours) {
            all.add(hour);
        }
        return all;
    }

    private Tally sameHourOfDay(int hourOfWeek, Tally open) {
        Tally same = new Tally();
        same.add(open);
        for (int hour = hourOfWeek % HOURS_OF_DAY; hour < HOURS; hour += HOURS_OF_DAY) {
            same.add(hours[hour]);
        }
        return same;
    }

    /**
     * The usual share of sessions that lead to an order; 0 while there was none.
     *
     * @param dispersion of an hour's orders, 1 or more
     */
    double rate(int hourOfWeek, Tally open, double dispersion) {
        Tally all = all(open);
        if (all.orders <= 0 || all.starts <= 0) {
            return 0;
        }
        double overall = all.orders / all.starts;
        double prior = PRIOR_ORDERS * dispersion / overall;
        Tally day = sameHourOfDay(hourOfWeek, open);
        double ofDay = (day.orders + prior * overall) / (day.starts + prior);
        Tally own = hours[hourOfWeek];
        return (own.orders + prior * ofDay) / (own.starts + prior);
    }

    /**
     * How much of the rate is inferred from other hours of the week: from 1, where this one has not
     * been seen, down to 0.
     */
    double inferred(int hourOfWeek, double prior) {
        Tally own = hours[hourOfWeek];
        return prior / (own.orders + prior);
    }

    /**
     * The usual number of sessions that begin in a minute. An hour of the day that has been seen is
     * not drawn to the week's: where nobody comes at night, nobody is expected.
     */
    double startsPerMinute(int hourOfWeek, Tally open) {
        Tally all = all(open);
        if (all.minutes <= 0) {
            return 0;
        }
        Tally day = sameHourOfDay(hourOfWeek, open);
        double ofDay =
                day.minutes >= PRIOR_MINUTES ? day.starts / day.minutes : all.starts / all.minutes;
        Tally own = hours[hourOfWeek];
        return (own.starts + PRIOR_MINUTES * ofDay) / (own.minutes + PRIOR_MINUTES);
    }
}
