package io.omnipulse.engine.core.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * What a watch would have said of a simulated shop: 28 days of history, then 30 days in which
 * nothing is wrong. At times of these, by day and by night, the conversion falls in a copy of the
 * shop, and a copy of the watch looks for it.
 */
final class Simulation {
    static final WatchSettings SETTINGS =
            new WatchSettings(Duration.ofHours(24), OptionalDouble.empty(), List.of());

    /** What remains of the conversion. */
    static final List<Double> FALLS = List.of(0.7, 0.5, 0.0);

    /** Monday 2026-01-05T00:00Z. */
    static final long START = 29_459_520L;

    private static final int HISTORY_MINUTES = 28 * 1440;
    private static final int TEST_MINUTES = 30 * 1440;
    private static final int FALLS_A_MONTH = 15;
    private static final int PATIENCE_MINUTES = 360;

    private final double visitorsPerMinute;
    private final double noise;
    private final List<Integer> falseAlarms = new ArrayList<>();
    private final List<List<Integer>> delays = new ArrayList<>();
    private double detectableDrops;
    private int minutes;
    private int minutesUndetectable;

    private Simulation(double visitorsPerMinute, double noise) {
        this.visitorsPerMinute = visitorsPerMinute;
        this.noise = noise;
        FALLS.forEach(fall -> delays.add(new ArrayList<>()));
    }

    static Simulation of(double visitorsPerMinute, double noise, List<Long> seeds) {
        Simulation simulation = new Simulation(visitorsPerMinute, noise);
        seeds.forEach(simulation::month);
        return simulation;
    }

    private void month(long seed) {
        SimulatedShop shop = new SimulatedShop(seed, visitorsPerMinute, noise);
        Random times = new Random(seed + 1);
        Watch watch = new Watch(SETTINGS);
        Set<Object> alarms = new HashSet<>();
        int apart = TEST_MINUTES / FALLS_A_MONTH;
        int fallsSoFar = 0;
        int nextFall = HISTORY_MINUTES + times.nextInt(apart);
        for (int i = 0; i < HISTORY_MINUTES + TEST_MINUTES; i++) {
            if (i == nextFall) {
                fallsSoFar++;
                nextFall = HISTORY_MINUTES + fallsSoFar * apart + times.nextInt(apart);
                fall(WatchCodec.encode(watch), seed + i, i);
            }
            boolean inTest = i >= HISTORY_MINUTES;
            watch.take(
                    shop.minute(START + i, 1),
                    alert -> {
                        if (inTest) {
                            alarms.add(List.of(alert.rule(), alert.openedMs()));
                        }
                    });
            if (inTest) {
                note(watch.status());
            }
        }
        falseAlarms.add(alarms.size());
    }

    private void note(WatchStatus status) {
        minutes++;
        detectableDrops += status.detectableDrop().orElse(1);
        if (status.state() == WatchStatus.State.UNDETECTABLE) {
            minutesUndetectable++;
        }
    }

    private void fall(byte[] watch, long seed, int from) {
        for (int fall = 0; fall < FALLS.size(); fall++) {
            delays.get(fall).add(delay(watch, seed, from, FALLS.get(fall)));
        }
    }

    private int delay(byte[] watch, long seed, int from, double remaining) {
        Watch copy = WatchCodec.decode(watch, SETTINGS);
        SimulatedShop shop = new SimulatedShop(seed, visitorsPerMinute, noise);
        boolean[] found = {false};
        for (int after = 1; after <= PATIENCE_MINUTES; after++) {
            copy.take(
                    shop.minute(START + from + after - 1, remaining),
                    alert -> found[0] |= alert.closedMs().isEmpty());
            if (found[0]) {
                return after;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** False alarms in 30 days, the mean over the seeds. */
    double falseAlarms() {
        return falseAlarms.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }

    /** The median of the minutes until an alert; infinite where half or more are not found. */
    double medianDelay(double remaining) {
        List<Integer> sorted = delays.get(FALLS.indexOf(remaining)).stream().sorted().toList();
        int middle = sorted.get(sorted.size() / 2);
        return middle == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : middle;
    }

    long found(double remaining) {
        return delays.get(FALLS.indexOf(remaining)).stream()
                .filter(delay -> delay < Integer.MAX_VALUE)
                .count();
    }

    /** The share of the test's minutes in which the watch said that it could tell nothing. */
    double undetectable() {
        return (double) minutesUndetectable / minutes;
    }

    double meanDetectableDrop() {
        return detectableDrops / minutes;
    }

    /** One line of the table of docs/alerts.md. */
    String line() {
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                "| %.0f | %.0f %% | %.2f |",
                                visitorsPerMinute, 100 * noise, falseAlarms()));
        for (double fall : FALLS) {
            double median = medianDelay(fall);
            line.append(
                    Double.isInfinite(median)
                            ? " not found |"
                            : String.format(" %.0f min |", median));
        }
        return line.append(
                        String.format(
                                " %.0f %% | %.2f |", 100 * undetectable(), meanDetectableDrop()))
                .toString();
    }
}
