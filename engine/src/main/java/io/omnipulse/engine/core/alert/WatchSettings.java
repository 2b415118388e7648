package io.omnipulse.engine.core.alert;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a watch is set.
 *
 * @param learn how much time with traffic must have been seen before anything is raised; a minute
 *     or more
 * @param target the rate that should be reached, in (0, 1); empty where there is none
 * @param exclude times from which nothing is learned
 */
public record WatchSettings(Duration learn, OptionalDouble target, List<Period> exclude) {
    /**
     * A stretch of time, such as a promotion or a known incident.
     *
     * @param fromMs its first instant
     * @param toMs its end, not part of it
     */
    public record Period(long fromMs, long toMs) {
        public Period {
            if (fromMs >= toMs) {
                throw new IllegalArgumentException("a period ends after it begins");
            }
        }
    }

    public WatchSettings {
        exclude = List.copyOf(exclude);
        if (learn.toMillis() <= 0) {
            throw new IllegalArgumentException("learn must be more than zero");
        }
        if (target.isPresent() && !(target.getAsDouble() > 0 && target.getAsDouble() < 1)) {
            throw new IllegalArgumentException("a target is above 0 and below 1");
        }
    }

    long learnMinutes() {
        return (learn.toMillis() + Minute.MS - 1) / Minute.MS;
    }

    boolean isExcluded(long minute) {
        long fromMs = minute * Minute.MS;
        return exclude.stream()
                .anyMatch(period -> period.fromMs() < fromMs + Minute.MS && fromMs < period.toMs());
    }
}
