package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Watches one rate: the orders of sessions over the sessions that begin. It takes each minute once,
 * in order, when it is final; the same minutes always give the same alerts. Mutable, and of bounded
 * size.
 *
 * <p>What each rule says is in docs/alerts.md.
 */
public final class Watch {
    /** So many orders are missed before an outage is raised. */
    static final double OUTAGE_ORDERS = 12;

    /** The same for sessions, and data health. */
    static final double HEALTH_STARTS = 30;

    private static final double OUTAGE_ENDS_AT = 0.25;
    private static final double HEALTH_ENDS_AT = 0.1;

    /** An outage that cannot show within an hour is not waited for. */
    private static final double OUTAGE_WITHIN_MINUTES = 60;

    /** Orders follow the start of their session by some minutes. */
    private static final double MINUTES_TO_ORDER = 5;

    private static final long RENEWS_CAUSES_EVERY = 30;
    private static final long NEW_NORMAL_AFTER_MS = 7L * 24 * 60 * Minute.MS;

    /** After so long without a minute, what is known is of another time. */
    private static final long LONGEST_GAP = 30L * 24 * 60;

    static final long NEVER = Long.MIN_VALUE;

    private final WatchSettings settings;
    final Baseline baseline = new Baseline();
    final Leaves leaves = new Leaves();
    final DropWatch drop = new DropWatch();
    final SilenceWatch outage = new SilenceWatch(OUTAGE_ORDERS, OUTAGE_ENDS_AT);
    final SilenceWatch source = new SilenceWatch(HEALTH_STARTS, HEALTH_ENDS_AT);
    final DeclineWatch decline = new DeclineWatch();
    final Map<AlertRule, Open> open = new EnumMap<>(AlertRule.class);
    long lastMinute = NEVER;
    double exposure;
    boolean guiltyHour;

    /** An alert that has not closed: since when, and what it named last. */
    record Open(long openedMs, List<Cause> causes) {}

    public Watch(WatchSettings settings) {
        this.settings = settings;
    }

    /** The last minute taken; empty before the first. */
    public OptionalLong lastMinute() {
        return lastMinute == NEVER ? OptionalLong.empty() : OptionalLong.of(lastMinute);
    }

    /**
     * Takes a minute, and before it as empty the minutes between.
     *
     * @param to receives each alert that opens, changes or closes
     * @throws IllegalArgumentException if a later minute has been taken already
     */
    public void take(Minute minute, Consumer<Alert> to) {
        if (lastMinute != NEVER) {
            if (minute.minute() <= lastMinute) {
                throw new IllegalArgumentException(
                        "minute " + minute.minute() + " comes after minute " + lastMinute);
            }
            advanceTo(minute.minute() - 1, to);
        }
        step(minute.atLeastNone(), to);
    }

    /** Takes empty minutes up to this one; nothing before the first minute with traffic. */
    public void advanceTo(long minute, Consumer<Alert> to) {
        if (lastMinute == NEVER) {
            return;
        }
        if (minute - lastMinute > LONGEST_GAP) {
            startAfresh((lastMinute + 1) * Minute.MS, to);
            lastMinute = minute;
        }
        while (lastMinute < minute) {
            step(Minute.empty(lastMinute + 1), to);
        }
    }

    private void step(Minute minute, Consumer<Alert> to) {
        lastMinute = minute.minute();
        if (baseline.begin(lastMinute)) {
            leaves.closeHour(!guiltyHour);
            guiltyHour = false;
        }
        Counts total = minute.total();
        double rate = baseline.rate();
        exposure += (total.starts() - exposure) / MINUTES_TO_ORDER;
        double expected = total.starts() == 0 ? 0 : rate * exposure;
        double overall = baseline.overallRate();
        boolean pieceEnded = decline.take(lastMinute, total, overall > 0 ? rate / overall : 1);
        leaves.take(minute, expected);
        if (isLearned() || !open.isEmpty()) {
            judge(total, rate, expected, pieceEnded, to);
        }
        learn(total, expected);
    }

    private boolean isLearned() {
        return baseline.learnedMinutes >= settings.learnMinutes();
    }

    private void judge(
            Counts total, double rate, double expected, boolean pieceEnded, Consumer<Alert> to) {
        double perMinute = baseline.startsPerMinute() * rate;
        judgeSource(total, to);
        if (!open.containsKey(AlertRule.DATA_HEALTH)) {
            judgeOutage(total, expected, perMinute, to);
            judgeDrop(total, expected, perMinute, to);
            if (pieceEnded && settings.target().isPresent()) {
                judgeDecline(settings.target().getAsDouble(), perMinute, to);
            }
        }
        if (lastMinute % RENEWS_CAUSES_EVERY == 0) {
            renewCauses(to);
        }
        boolean forLong =
                open.entrySet().stream()
                        .anyMatch(
                                entry ->
                                        entry.getKey() != AlertRule.DECLINE
                                                && nowMs() - entry.getValue().openedMs()
                                                        >= NEW_NORMAL_AFTER_MS);
        if (forLong) {
            startAfresh(nowMs(), to);
        }
    }

    private void judgeSource(Counts total, Consumer<Alert> to) {
        source.take(total.starts(), baseline.startsPerMinute(), baseline.starts.at(HEALTH_STARTS));
        if (open.containsKey(AlertRule.DATA_HEALTH)) {
            if (source.isBack()) {
                close(AlertRule.DATA_HEALTH, to);
                source.rest();
            }
        } else if (source.isSilent()) {
            source.opened();
            raise(AlertRule.DATA_HEALTH, to);
        }
    }

    private void judgeOutage(Counts total, double expected, double perMinute, Consumer<Alert> to) {
        outage.take(total.orders(), expected, baseline.dispersion(OUTAGE_ORDERS));
        if (open.containsKey(AlertRule.OUTAGE)) {
            if (outage.isBack()) {
                close(AlertRule.OUTAGE, to);
                outage.rest();
            }
        } else if (outage.isSilent() && perMinute * OUTAGE_WITHIN_MINUTES >= OUTAGE_ORDERS) {
            outage.opened();
            raise(AlertRule.OUTAGE, to);
        }
    }

    /** While nothing at all comes, the outage has said it. */
    private void judgeDrop(Counts total, double expected, double perMinute, Consumer<Alert> to) {
        boolean isOpen = open.containsKey(AlertRule.DROP);
        if (!isOpen && open.containsKey(AlertRule.OUTAGE)) {
            drop.rest();
            return;
        }
        double memory = perMinute * DropWatch.MEMORY_MINUTES;
        drop.take(total.orders(), expected, baseline.dispersion(memory));
        if (isOpen) {
            if (drop.isAtRest()) {
                close(AlertRule.DROP, to);
            }
        } else if (drop.isAtThreshold() && detectableDrop(perMinute) <= Detectable.REQUIRED) {
            raise(AlertRule.DROP, to);
        }
    }

    private void judgeDecline(double target, double perMinute, Consumer<Alert> to) {
        boolean below = decline.judge(target, baseline.orders);
        if (open.containsKey(AlertRule.DECLINE)) {
            if (decline.isWell()) {
                close(AlertRule.DECLINE, to);
            }
        } else if (below && open.isEmpty() && detectableDrop(perMinute) <= Detectable.REQUIRED) {
            raise(AlertRule.DECLINE, to);
        }
    }

    private void learn(Counts total, double expected) {
        boolean held = open.keySet().stream().anyMatch(rule -> rule != AlertRule.DECLINE);
        if (held) {
            baseline.condemn();
            guiltyHour = true;
            return;
        }
        boolean calm = drop.isAtRest() && source.missing == 0;
        if (settings.isExcluded(lastMinute)) {
            guiltyHour = true;
        } else {
            baseline.take(total, expected);
        }
        if (calm) {
            baseline.acquit();
            if (outage.missing == 0) {
                leaves.calm();
            }
        }
    }

    /** What has lasted so long is usual now, and is learned from the beginning. */
    private void startAfresh(long nowMs, Consumer<Alert> to) {
        List.copyOf(open.keySet())
                .forEach(
                        rule -> {
                            Open was = open.get(rule);
                            if (was != null) {
                                to.accept(
                                        describe(
                                                rule,
                                                was,
                                                OptionalLong.of(nowMs),
                                                Alert.Ending.NEW_NORMAL));
                            }
                        });
        open.clear();
        baseline.startAfresh();
        leaves.startAfresh();
        leaves.calm();
        drop.rest();
        outage.rest();
        source.rest();
    }

    private void raise(AlertRule rule, Consumer<Alert> to) {
        Open raised = new Open(nowMs(), causes(rule));
        open.put(rule, raised);
        to.accept(describe(rule, raised, OptionalLong.empty(), Alert.Ending.NONE));
    }

    private void close(AlertRule rule, Consumer<Alert> to) {
        Open was = open.remove(rule);
        if (was != null) {
            to.accept(describe(rule, was, OptionalLong.of(nowMs()), Alert.Ending.RECOVERED));
        }
    }

    /** While an alert is open, it may turn out that others are to blame. */
    private void renewCauses(Consumer<Alert> to) {
        open.replaceAll(
                (rule, was) -> {
                    List<Cause> causes = causes(rule);
                    if (cuts(was.causes()).containsAll(cuts(causes))) {
                        return was;
                    }
                    Open renewed = new Open(was.openedMs(), causes);
                    to.accept(describe(rule, renewed, OptionalLong.empty(), Alert.Ending.NONE));
                    return renewed;
                });
    }

    private static List<Cut> cuts(List<Cause> causes) {
        return causes.stream().map(Cause::cut).toList();
    }

    private List<Cause> causes(AlertRule rule) {
        if (rule == AlertRule.DATA_HEALTH) {
            return List.of();
        }
        Tally figures = figures(rule);
        if (figures.starts <= 0) {
            return List.of();
        }
        double expectedRate = figures.expected / figures.starts;
        Decomposition change =
                rule == AlertRule.DECLINE
                        ? leaves.explainLately(expectedRate)
                        : leaves.explainChange(expectedRate);
        return change.causes(baseline.dispersion(figures.expected));
    }

    /** The counts that an alert rests on. */
    private Tally figures(AlertRule rule) {
        if (rule != AlertRule.DECLINE) {
            return leaves.sinceChange();
        }
        Tally hours = decline.lastHours();
        hours.expected *= settings.target().orElse(0);
        return hours;
    }

    private Alert describe(AlertRule rule, Open was, OptionalLong closedMs, Alert.Ending ending) {
        Tally figures = rule == AlertRule.DATA_HEALTH ? new Tally() : figures(rule);
        boolean any = figures.starts > 0;
        double scale = baseline.dispersion(Math.min(figures.expected, perHour()));
        Wilson bounds = Wilson.of(figures.orders / scale, figures.starts / scale);
        double perMinute = baseline.startsPerMinute() * baseline.rate();
        return new Alert(
                rule,
                was.openedMs(),
                closedMs,
                some(any, figures.orders / figures.starts),
                some(any, figures.expected / figures.starts),
                some(any, bounds.lower()),
                some(any, bounds.upper()),
                OptionalDouble.of(detectableDrop(perMinute)),
                Math.round(figures.starts),
                was.causes(),
                ending);
    }

    private double perHour() {
        return baseline.startsPerMinute() * baseline.rate() * 60;
    }

    private static OptionalDouble some(boolean any, double value) {
        return any ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private double detectableDrop(double perMinute) {
        double halfHour = perMinute * Detectable.MINUTES;
        return Detectable.drop(halfHour, baseline.dispersion(halfHour));
    }

    /** The end of the minute taken last. */
    private long nowMs() {
        return (lastMinute + 1) * Minute.MS;
    }

    /** What it knows while nothing is wrong. */
    public WatchStatus status() {
        if (!isLearned()) {
            return new WatchStatus(
                    WatchStatus.State.LEARNING, OptionalDouble.empty(), OptionalDouble.empty());
        }
        double perMinute = baseline.startsPerMinute() * baseline.rate();
        double drop = detectableDrop(perMinute);
        return new WatchStatus(
                drop <= Detectable.REQUIRED
                        ? WatchStatus.State.WATCHING
                        : WatchStatus.State.UNDETECTABLE,
                OptionalDouble.of(drop),
                OptionalDouble.of(perMinute));
    }
}
