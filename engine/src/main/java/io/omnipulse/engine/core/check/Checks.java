package io.omnipulse.engine.core.check;

import io.omnipulse.engine.core.measure.Cut;
import java.time.Duration;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The single rules of the event contract: each returns what it was given, or rejects the event. */
public final class Checks {
    /** The most characters a name may have. */
    public static final int NAME_LIMIT = 200;

    /** The most a number may be. Thousands of sums of such numbers stay within 64 bits. */
    public static final long NUMBER_LIMIT = 1_000_000_000_000_000L;

    private static final long EARLIEST_MS = 946_684_800_000L; // 2000-01-01T00:00:00Z

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private Checks() {}

    /** A name that must be there: an id, a channel, a campaign. */
    public static String name(String field, @Nullable String value) throws RejectedException {
        if (value == null) {
            throw new RejectedException(Reason.MISSING_FIELD, field + " is missing");
        }
        if (value.isEmpty() || isLong(value)) {
            throw new RejectedException(
                    Reason.BAD_NAME, field + " must have 1 to " + NAME_LIMIT + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new RejectedException(
                        Reason.BAD_NAME, field + " must not contain control characters");
            }
        }
        return value;
    }

    private static boolean isLong(String value) {
        return value.length() > NAME_LIMIT && value.codePointCount(0, value.length()) > NAME_LIMIT;
    }

    /** A name that may be absent. */
    public static @Nullable String optionalName(String field, @Nullable String value)
            throws RejectedException {
        return value == null ? null : name(field, value);
    }

    /** A name of a dimension, where some words mean something else. */
    public static @Nullable String dimension(String field, @Nullable String value)
            throws RejectedException {
        if (value == null) {
            return null;
        }
        if (value.equals(Cut.ALL) || value.equals(Cut.NO_CAMPAIGN)) {
            throw new RejectedException(
                    Reason.RESERVED_NAME,
                    field
                            + " must not be "
                            + Cut.ALL
                            + " or "
                            + Cut.NO_CAMPAIGN
                            + ", which stand for all and for none");
        }
        return name(field, value);
    }

    /**
     * A time after 1999 that does not lie ahead of when the record was sent by more than the
     * tolerance.
     */
    public static long time(String field, long atMs, long sentAtMs, Duration tolerance)
            throws RejectedException {
        if (atMs < EARLIEST_MS) {
            throw new RejectedException(
                    Reason.BAD_TIME,
                    field + " lies before 2000-01-01 (is it in seconds, not in milliseconds?)");
        }
        if (atMs - tolerance.toMillis() > sentAtMs) {
            throw new RejectedException(
                    Reason.BAD_TIME,
                    field
                            + " lies more than "
                            + tolerance.toSeconds()
                            + " s after the record's timestamp");
        }
        return atMs;
    }

    /** A number that is zero or more and within {@link #NUMBER_LIMIT}. */
    public static long number(String field, long value) throws RejectedException {
        if (value < 0) {
            throw new RejectedException(Reason.NEGATIVE_NUMBER, field + " must not be negative");
        }
        if (value > NUMBER_LIMIT) {
            throw new RejectedException(Reason.OVERFLOW, field + " must not pass " + NUMBER_LIMIT);
        }
        return value;
    }

    /** A number that may be absent, then {@code absent}. */
    public static long optionalNumber(String field, @Nullable Number value, long absent)
            throws RejectedException {
        return value == null ? absent : number(field, value.longValue());
    }

    public static String currency(String field, @Nullable String value) throws RejectedException {
        if (value == null) {
            throw new RejectedException(Reason.MISSING_FIELD, field + " is missing");
        }
        if (!CURRENCIES.contains(value)) {
            throw new RejectedException(
                    Reason.BAD_CURRENCY, field + " must be an ISO 4217 code in capitals");
        }
        return value;
    }

    /** A score within its scale, both ends included. */
    public static long score(long value, int lowest, int highest) throws RejectedException {
        if (value < lowest || value > highest) {
            throw new RejectedException(
                    Reason.BAD_SCORE, "score must be " + lowest + " to " + highest);
        }
        return value;
    }
}
