package io.omnipulse.engine.core.row;

import java.math.BigInteger;

/**
 * Doubles as text: the fewest digits that read back to the same double, and of those with the
 * fewest the closest to it.
 *
 * <p>{@link Double#toString} gives a digit too many for some doubles before JDK 19, and not always
 * the closest digits (JDK-4511638), so what it says depends on the Java version. Here all
 * arithmetic is on integers and exact.
 *
 * <p>Source of the idea: R. Giulietti, "The Schubfach way to render doubles" (2021). The decimals
 * that read back to a double v fill an interval around it. Let 10^k be the largest power of ten
 * that is no wider than this interval: then it holds at least one multiple of 10^k and at most one
 * of 10^(k+1). So either there is one of the latter and it is the shortest, or one of the two
 * multiples of 10^k next to v is.
 */
public final class ShortestDouble {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int LEAST_EXPONENT = -1074;

    /** Below this, doubles lie at most 1 apart, so every digit of a whole number is needed. */
    private static final double WHOLE_LIMIT = 1L << 53;

    private static final double LOG10_OF_2 = Math.log10(2);
    private static final double LOG10_OF_THREE_QUARTERS = Math.log10(0.75);

    private static final BigInteger[] SMALL_POWERS = powersOfTen(64);

    private ShortestDouble() {}

    /**
     * The text of a number: plain, without an exponent, always with a point: {@code 2913.0}, {@code
     * 0.00025}. Negative zero is {@code 0.0}.
     *
     * @throws IllegalArgumentException if the number is infinite or not a number
     */
    public static String text(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " cannot be written as digits");
        }
        double magnitude = Math.abs(number);
        String sign = number < 0 ? "-" : "";
        if (magnitude < WHOLE_LIMIT && magnitude == (long) magnitude) {
            return sign + (long) magnitude + ".0";
        }
        return shortest(magnitude, sign);
    }

    /**
     * The number is c × 2^q. All lengths below are in one unit, small enough that each is a whole
     * number of it.
     */
    private static String shortest(double magnitude, String sign) {
        long bits = Double.doubleToRawLongBits(magnitude);
        long fraction = bits & (HIDDEN_BIT - 1);
        int biased = (int) (bits >>> FRACTION_BITS);
        long c = biased == 0 ? fraction : fraction | HIDDEN_BIT;
        int q = Math.max(biased, 1) - 1 + LEAST_EXPONENT;
        // At a power of two, the next double below is half as far away as the next above.
        boolean uneven = fraction == 0 && biased > 1;
        int k = floorLog10OfWidth(q, uneven);

        BigInteger scale = powerOfTen(Math.max(-k, 0)).shiftLeft(Math.max(q, 0));
        BigInteger step = powerOfTen(Math.max(k, 0)).shiftLeft(2 + Math.max(-q, 0));
        BigInteger exact = scale.multiply(BigInteger.valueOf(4 * c));
        Interval readable =
                new Interval(
                        exact.subtract(uneven ? scale : scale.shiftLeft(1)),
                        exact.add(scale.shiftLeft(1)),
                        c % 2 == 0);
        return plain(sign, digits(exact, step, readable), k);
    }

    /**
     * The decimals that read back to one double.
     *
     * @param closed whether the ends do, too: a tie goes to the even one
     */
    private record Interval(BigInteger lowest, BigInteger highest, boolean closed) {
        boolean holds(BigInteger value) {
            int low = lowest.compareTo(value);
            int high = value.compareTo(highest);
            return closed ? low <= 0 && high <= 0 : low < 0 && high < 0;
        }
    }

    /** How many steps the chosen decimal is. */
    private static long digits(BigInteger exact, BigInteger step, Interval readable) {
        long below = exact.divide(step).longValueExact();
        long tensBelow = below / 10 * 10;
        for (long tens : new long[] {tensBelow, tensBelow + 10}) {
            if (tens > 0 && readable.holds(step.multiply(BigInteger.valueOf(tens)))) {
                return tens;
            }
        }
        BigInteger down = step.multiply(BigInteger.valueOf(below));
        BigInteger up = down.add(step);
        if (!readable.holds(down)) {
            return below + 1;
        }
        if (!readable.holds(up)) {
            return below;
        }
        int closer = exact.subtract(down).compareTo(up.subtract(exact));
        boolean takeDown = closer < 0 || (closer == 0 && below % 2 == 0);
        return takeDown ? below : below + 1;
    }

    /**
     * The largest k with 10^k ≤ the width of the interval, 2^q or ¾ 2^q. No such width is so near
     * to a power of ten that the error of the logarithms matters, but for 1 = 2^0, whose logarithm
     * is exact.
     */
    private static int floorLog10OfWidth(int q, boolean uneven) {
        return (int) Math.floor(q * LOG10_OF_2 + (uneven ? LOG10_OF_THREE_QUARTERS : 0));
    }

    private static String plain(String sign, long digits, int exponent) {
        long shortDigits = digits;
        int shortExponent = exponent;
        while (shortDigits % 10 == 0) {
            shortDigits /= 10;
            shortExponent++;
        }
        String text = Long.toString(shortDigits);
        if (shortExponent >= 0) {
            return sign + text + "0".repeat(shortExponent) + ".0";
        }
        int whole = text.length() + shortExponent;
        return whole > 0
                ? sign + text.substring(0, whole) + "." + text.substring(whole)
                : sign + "0." + "0".repeat(-whole) + text;
    }

    private static BigInteger powerOfTen(int exponent) {
        return exponent < SMALL_POWERS.length
                ? SMALL_POWERS[exponent]
                : BigInteger.TEN.pow(exponent);
    }

    private static BigInteger[] powersOfTen(int count) {
        BigInteger[] powers = new BigInteger[count];
        powers[0] = BigInteger.ONE;
        for (int i = 1; i < count; i++) {
            powers[i] = powers[i - 1].multiply(BigInteger.TEN);
        }
        return powers;
    }
}
