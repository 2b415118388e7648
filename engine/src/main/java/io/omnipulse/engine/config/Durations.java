package io.omnipulse.engine.config;

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

    private static final Pattern PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern PARTS = Pattern.compile("(?:\\d{1,12}(?:ms|s|m|h|d))+");

    private Durations() {}

    /**
     * The duration of a text; ISO-8601 may be negative.
     *
     * @throws IllegalArgumentException if it is none; the message says what is allowed
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        if (PARTS.matcher(trimmed).matches()) {
            return sum(PART.matcher(trimmed));
        }
        String capitals = trimmed.toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(capitals);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be " + ALLOWED, e);
        }
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
     * The text in the largest unit that measures it wholly: {@code 48h} and {@code 2d} are both
     * {@code 2d}.
     */
    public static String text(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.isZero() ? "0s" : duration.toString();
        }
        if (duration.toNanosPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
