package io.omnipulse.schemas;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 60s}, {@code 5m}, {@code 48h}, {@code 7d}, {@code 1h30m},
 * or ISO-8601.
 */
public final class Durations {
    /** What to write, for messages. */
    public static final String ALLOWED = "a duration, such as 60s, 5m, 48h, 7d, 1h30m or PT5M";

    /** Far below where adding it to a time would overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern PARTS = Pattern.compile("(?:\\d{1,12}(?:ms|s|m|h|d))+");

    private Durations() {}

    /**
     * The duration of a text; ISO-8601 may be negative.
     *
     * @throws IllegalArgumentException if it is none, or longer than a century; the message says
     *     what is allowed
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        Duration duration;
        try {
            duration =
                    PARTS.matcher(trimmed).matches()
                            ? sum(PART.matcher(trimmed))
                            : Duration.parse(trimmed.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("must be " + ALLOWED, e);
        }
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "must be " + ALLOWED + ", at most " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            long count = Long.parseLong(parts.group(1));
            Duration part =
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            sum = sum.plus(part);
        }
        return sum;
    }

    /**
     * The shortest text that {@link #parse} reads back: {@code 1h30m}. What is negative, or not of
     * whole milliseconds, is shown as ISO-8601.
     */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        return part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
