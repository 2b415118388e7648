package io.omnipulse.engine.config;

import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.schemas.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How conversion is watched.
 *
 * @param enabled whether it is
 * @param learn how much time with traffic must have been seen before anything is raised; more than
 *     zero, at most 90 days
 * @param target the share of sessions that should lead to an order, above 0 and below 1; empty
 *     where there is none
 * @param exclude promotions and known incidents, from which nothing is learned; at most 1,000
 */
public record AlertConfig(
        boolean enabled, Duration learn, OptionalDouble target, List<Period> exclude) {
    private static final Duration LONGEST_LEARN = Duration.ofDays(90);
    private static final int MOST_PERIODS = 1_000;

    /** What holds where nothing is configured. */
    public static final AlertConfig DEFAULT =
            new AlertConfig(true, Duration.ofHours(24), OptionalDouble.empty(), List.of());

    /** A stretch of time; the end is not part of it. */
    public record Period(Instant from, Instant to) {
        /** Reads {@code from/to}, two times in ISO-8601 with an offset. */
        static Period parse(String text) {
            int slash = text.indexOf('/');
            try {
                return new Period(
                        instant(text.substring(0, Math.max(slash, 0))),
                        instant(text.substring(slash + 1)));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "must be a period such as {from: 2026-11-27T00:00:00Z, to:"
                                + " 2026-11-28T00:00:00Z} or, in one text, both with a / between"
                                + " them",
                        e);
            }
        }

        private static Instant instant(String text) {
            return OffsetDateTime.parse(text.strip()).toInstant();
        }

        @Override
        public String toString() {
            return from + "/" + to;
        }
    }

    /**
     * Checks the parts.
     *
     * @throws ConfigException if one is not allowed
     */
    public AlertConfig {
        Problem.throwIfAny(problems(learn, target, exclude));
        exclude = List.copyOf(exclude);
    }

    static List<Problem> problems(Duration learn, OptionalDouble target, List<Period> exclude) {
        List<Problem> problems = new ArrayList<>();
        WindowConfig.checkPositive("alerts.learn", learn, problems);
        if (learn.compareTo(LONGEST_LEARN) > 0) {
            problems.add(
                    new Problem(
                            "alerts.learn",
                            Durations.text(learn),
                            "it must be at most 90d, or nothing would ever be raised"));
        }
        if (target.isPresent() && !(target.getAsDouble() > 0 && target.getAsDouble() < 1)) {
            problems.add(
                    new Problem(
                            "alerts.target",
                            Double.toString(target.getAsDouble()),
                            "it must be above 0 and below 1: 0.03 is 3 %"));
        }
        if (exclude.size() > MOST_PERIODS) {
            problems.add(
                    new Problem(
                            "alerts.exclude",
                            exclude.size() + " periods",
                            "it must be at most " + MOST_PERIODS));
        }
        for (Period period : exclude) {
            if (!period.from().isBefore(period.to())) {
                problems.add(
                        new Problem(
                                "alerts.exclude",
                                period.toString(),
                                "it must end after it begins; are the two exchanged?"));
            }
        }
        return problems;
    }

    /** The same as the watch needs it; empty where it is not enabled. */
    public Optional<WatchSettings> settings() {
        return enabled
                ? Optional.of(
                        new WatchSettings(
                                learn,
                                target,
                                exclude.stream()
                                        .map(
                                                period ->
                                                        new WatchSettings.Period(
                                                                period.from().toEpochMilli(),
                                                                period.to().toEpochMilli()))
                                        .toList()))
                : Optional.empty();
    }

    String targetShown() {
        return target.isPresent() ? Double.toString(target.getAsDouble()) : "";
    }

    String excludeShown() {
        return exclude.stream().map(Period::toString).collect(Collectors.joining(", "));
    }
}
