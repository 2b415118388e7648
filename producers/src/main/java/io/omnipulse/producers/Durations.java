package io.omnipulse.producers;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people type them: {@code 90s}, {@code 5m}, {@code 24h}, {@code 7d}, {@code 1h30m},
 * or ISO-8601.
 */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,12}(?:ms|s|m|h|d))+");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * Reads a duration of zero or more.
     *
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        try {
            if (WHOLE.matcher(trimmed).matches()) {
                return bounded(text, sumOfParts(trimmed));
            }
            if (trimmed.toUpperCase(Locale.ROOT).startsWith("P")) {
                Duration iso = Duration.parse(trimmed);
                if (!iso.isNegative()) {
                    return bounded(text, iso);
                }
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw notADuration(text, e);
        }
        throw notADuration(text, null);
    }

    /** The shortest form that {@link #parse} reads back; milliseconds and longer units only. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(rest < 0 ? "-" : "");
        rest = Math.abs(rest);
        String[] units = {"d", "h", "m", "s", "ms"};
        long[] lengths = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
        for (int i = 0; i < units.length; i++) {
            long count = rest / lengths[i];
            rest %= lengths[i];
            if (count > 0) {
                text.append(count).append(units[i]);
            }
        }
        return text.toString();
    }

    /** Far below where adding it to a time would overflow. */
    private static Duration bounded(String text, Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw notADuration(text, null);
        }
        return duration;
    }

    private static Duration sumOfParts(String text) {
        Duration sum = Duration.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            long count = Long.parseLong(parts.group(1));
            sum = sum.plus(unit(parts.group(2)).multipliedBy(count));
        }
        return sum;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    private static IllegalArgumentException notADuration(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\""
                        + Texts.shortened(text)
                        + "\" is no duration: write a whole number and a unit (ms, s, m, h, d), such as 90s, 5m, 24h or"
                        + " 7d, or ISO-8601, such as PT5M; at most 36500d.",
                cause);
    }
}
