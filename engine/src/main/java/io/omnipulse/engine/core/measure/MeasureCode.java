package io.omnipulse.engine.core.measure;

import java.util.Locale;

/**
 * A measure and, where it is kept by currency, the currency, packed into an int: the currency's
 * three letters in the low 15 bits (0 for none), the measure's place above them. Part of the
 * formats of states and partials.
 */
public final class MeasureCode {
    private static final int CURRENCY_BITS = 15;
    private static final int CURRENCY_MASK = (1 << CURRENCY_BITS) - 1;

    private MeasureCode() {}

    /** The code of a measure without a currency. */
    public static int of(Measure measure) {
        return measure.ordinal() << CURRENCY_BITS;
    }

    /**
     * The code of a measure in one currency.
     *
     * @param currency an ISO 4217 code in capitals
     * @throws IllegalArgumentException if it is not three letters from A to Z
     */
    public static int of(Measure measure, String currency) {
        return (measure.ordinal() << CURRENCY_BITS) | currencyCode(currency);
    }

    /** The same measure for a currency that is already packed; 0 for measures without one. */
    public static int of(Measure measure, int currencyCode) {
        return (measure.ordinal() << CURRENCY_BITS) | (measure.byCurrency() ? currencyCode : 0);
    }

    public static Measure measure(int code) {
        return Measure.at(code >>> CURRENCY_BITS);
    }

    /** The packed currency of a code, 0 for none. */
    public static int currencyOf(int code) {
        return code & CURRENCY_MASK;
    }

    /** The name in published rows: {@code orders}, {@code revenue_gbp}. */
    public static String id(int code) {
        int currency = currencyOf(code);
        String id = measure(code).id();
        return currency == 0 ? id : id + "_" + currencyName(currency).toLowerCase(Locale.ROOT);
    }

    /** Packs three capital letters; 1 or more. */
    public static int currencyCode(String currency) {
        int code = 0;
        for (int i = 0; i < currency.length(); i++) {
            char letter = currency.charAt(i);
            if (currency.length() != 3 || letter < 'A' || letter > 'Z') {
                throw new IllegalArgumentException("not a currency code: " + currency);
            }
            code = code * 26 + (letter - 'A');
        }
        return code + 1;
    }

    /** The capital letters of a packed currency. */
    public static String currencyName(int currencyCode) {
        int code = currencyCode - 1;
        return ""
                + (char) ('A' + code / 676)
                + (char) ('A' + code / 26 % 26)
                + (char) ('A' + code % 26);
    }
}
