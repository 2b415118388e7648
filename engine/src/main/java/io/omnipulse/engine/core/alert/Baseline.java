package io.omnipulse.engine.core.alert;

/**
 * What is usual, as far as it is known, and what the present hour adds to it. Mutable.
 *
 * <p>A minute is learned when it has turned out to be innocent: while a drop is suspected, minutes
 * wait; if it is raised they are forgotten, if it comes to nothing, or the hour ends before it is
 * decided, they are learned.
 */
final class Baseline {
    /** Leaves hours of promotions a say, but not the last word. */
    private static final double MOST_OF_ORDERS = 0.5;

    private static final double MOST_OF_STARTS = 3;

    /** The relative variance of what is usual between hours of the week: (5 %)². */
    private static final double HOURS_DIFFER = 0.0025;

    final WeekProfile week = new WeekProfile();
    final Dispersion orders = new Dispersion(MOST_OF_ORDERS);
    final Dispersion starts = new Dispersion(MOST_OF_STARTS);
    final Tally innocent = new Tally();
    final Tally suspected = new Tally();
    long hour;
    double startsExpected;
    long learnedMinutes;

    /**
     * Closes the hour before, if this minute begins another.
     *
     * @return whether it does
     */
    boolean begin(long minute) {
        long next = Math.floorDiv(minute, 60);
        if (next == hour) {
            return false;
        }
        acquit();
        if (innocent.minutes > 0) {
            orders.take(innocent.expected, innocent.orders);
            starts.take(startsExpected, innocent.starts);
            week.learn(hourOfWeek(), innocent);
        }
        innocent.clear();
        startsExpected = 0;
        hour = next;
        return true;
    }

    void take(Counts counts, double expected) {
        suspected.add(1, counts, expected);
        if (counts.starts() > 0) {
            learnedMinutes++;
        }
    }

    /** What was suspected is learned. */
    void acquit() {
        startsExpected += suspected.minutes * startsPerMinute();
        innocent.add(suspected);
        suspected.clear();
    }

    /** What was suspected is forgotten. */
    void condemn() {
        suspected.clear();
    }

    /** Everything that is usual is forgotten; how much it varies stays. */
    void startAfresh() {
        for (Tally hourOfWeek : week.hours) {
            hourOfWeek.clear();
        }
        innocent.clear();
        suspected.clear();
        startsExpected = 0;
        learnedMinutes = 0;
    }

    private int hourOfWeek() {
        return WeekProfile.hourOfWeek(hour);
    }

    double startsPerMinute() {
        return week.startsPerMinute(hourOfWeek(), innocent);
    }

    /** The usual share of sessions that lead to an order, now. */
    double rate() {
        double perHour = startsPerMinute() * 60 * overallRate();
        return week.rate(hourOfWeek(), innocent, orders.at(perHour));
    }

    /** The same over the whole week. */
    double overallRate() {
        Tally all = week.all(innocent);
        return all.starts > 0 ? all.orders / all.starts : 0;
    }

    /** Variance over mean of so many expected orders, what is not known of their mean included. */
    double dispersion(double expected) {
        double few = 1 / Math.max(1, week.all(innocent).orders);
        double inferred = week.inferred(hourOfWeek(), WeekProfile.PRIOR_ORDERS);
        return orders.at(expected) + (few + HOURS_DIFFER * inferred) * expected;
    }
}
