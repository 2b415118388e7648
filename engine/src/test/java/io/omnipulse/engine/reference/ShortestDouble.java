package io.omnipulse.engine.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * "Doubles as the shortest digits that read back to the same double, plain, no exponent, with a
 * point."
 *
 * <p>{@link Double#toString} is not always shortest before JDK 19 (JDK-4511638): 2.0E-3 was one
 * case, 2.2250738585072014E-308 and 1.0E23 others.
 */
final class ShortestDouble {
    /** Any double reads back from this many digits. */
    private static final int ENOUGH_DIGITS = 17;

    /**
     * Decimals of so many digits read as different doubles, as long as these are normal. So if a
     * shorter one reads back, the one of so many digits is it with zeros behind.
     */
    private static final int DISTINCT_DIGITS = 15;

    private ShortestDouble() {}

    /** Of the decimals with the fewest digits that read back, the closest. */
    static String plain(double number) {
        BigDecimal exact = new BigDecimal(number);
        int fewest = Math.abs(number) < Double.MIN_NORMAL ? 1 : DISTINCT_DIGITS;
        for (int digits = fewest; digits <= ENOUGH_DIGITS; digits++) {
            Optional<BigDecimal> found = closest(exact, number, digits);
            if (found.isPresent()) {
                return withPoint(found.get().stripTrailingZeros());
            }
        }
        throw new AssertionError("17 digits do not read back to " + exact);
    }

    /** Both neighbours are tried: just below a power of two, doubles lie closer than just above. */
    private static Optional<BigDecimal> closest(BigDecimal exact, double number, int digits) {
        return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
                .map(mode -> exact.round(new MathContext(digits, mode)))
                .filter(rounded -> rounded.doubleValue() == number)
                .findFirst();
    }

    private static String withPoint(BigDecimal decimal) {
        String plain = decimal.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
