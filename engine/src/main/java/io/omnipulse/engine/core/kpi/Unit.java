package io.omnipulse.engine.core.kpi;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The unit of a KPI's value, and how many of its numerator's units make one. */
public enum Unit {
    RATIO,
    COUNT,
    POINTS,
    /** Measures keep time in milliseconds. */
    SECONDS,
    /** Measures keep money in minor units; each currency says how many make a major one. */
    MONEY;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a numerator is divided by: 1,000 for seconds, 10 to the ISO 4217 exponent for money,
     * else 1.
     */
    public double divisor(String currency) {
        return switch (this) {
            case SECONDS -> 1000;
            case MONEY ->
                    Math.pow(
                            10,
                            Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()));
            default -> 1;
        };
    }

    public static Optional<Unit> named(String id) {
        return Arrays.stream(values()).filter(unit -> unit.id().equals(id)).findFirst();
    }

    public static String ids() {
        return Arrays.stream(values()).map(Unit::id).collect(Collectors.joining(", "));
    }
}
