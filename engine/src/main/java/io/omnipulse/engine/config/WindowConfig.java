package io.omnipulse.engine.config;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How long things may take, and the windows that are published.
 *
 * @param horizon how late an event may be, by its record's timestamp; more than zero, at most 30
 *     days
 * @param finality how long after the watermark has passed its end a row becomes final; more than
 *     zero
 * @param lookback how long a touch explains what follows it; more than zero, at most 90 days
 * @param rolling the rolling windows, shortest first; at least one, none twice
 */
public record WindowConfig(
        Duration horizon, Duration finality, Duration lookback, List<Window> rolling) {
    private static final Duration LONGEST_HORIZON = Duration.ofDays(30);
    private static final Duration LONGEST_LOOKBACK = Duration.ofDays(90);

    /** What holds where nothing is configured. */
    public static final WindowConfig DEFAULT =
            new WindowConfig(
                    Duration.ofDays(2),
                    Duration.ofMinutes(1),
                    Duration.ofDays(7),
                    List.of(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30));

    /**
     * Checks the parts.
     *
     * @throws ConfigException if one is not allowed
     */
    public WindowConfig {
        Problem.throwIfAny(problems(horizon, finality, lookback, rolling));
        rolling = rolling.stream().sorted().toList();
    }

    static List<Problem> problems(
            Duration horizon, Duration finality, Duration lookback, List<Window> rolling) {
        List<Problem> problems = new ArrayList<>();
        checkPositive("windows.horizon", horizon, problems);
        checkPositive("windows.finality", finality, problems);
        checkPositive("windows.lookback", lookback, problems);
        if (horizon.compareTo(LONGEST_HORIZON) > 0) {
            problems.add(
                    new Problem(
                            "windows.horizon",
                            Durations.text(horizon),
                            "it must be at most 30d, since every journey keeps its events in full"
                                    + " for that long"));
        }
        if (lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            problems.add(
                    new Problem(
                            "windows.lookback",
                            Durations.text(lookback),
                            "it must be at most 90d, since every journey keeps its touches for that"
                                    + " long"));
        }
        if (rolling.isEmpty()) {
            problems.add(
                    new Problem(
                            "windows.rolling",
                            "[]",
                            "it must name at least one of " + Window.labels()));
        }
        if (new HashSet<>(rolling).size() < rolling.size()) {
            String labels = rolling.stream().map(Window::label).toList().toString();
            problems.add(
                    new Problem("windows.rolling", labels, "a window stands twice; remove one"));
        }
        return problems;
    }

    /** Times are kept in milliseconds: a shorter one would be none. */
    static void checkPositive(String key, Duration duration, List<Problem> problems) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            problems.add(
                    new Problem(
                            key,
                            Durations.text(duration),
                            "it must be more than zero, 1ms at least"));
        }
    }
}
