package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShortestDoubleTest {
    private static final int RANDOM_DOUBLES = 20_000;

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, 0.0",
        "2913, 2913.0",
        "-40, -40.0",
        "0.00025, 0.00025",
        "0.5, 0.5",
        "1e7, 10000000.0",
        "0.1, 0.1",
        "-33.333333333333336, -33.333333333333336",
        "1e23, 100000000000000000000000.0",
        "9007199254740991, 9007199254740991.0",
        "9007199254740993, 9007199254740992.0",
        "9223372036854775807, 9223372036854776000.0",
        // These have a digit too many, or not the closest ones, in Double.toString of JDK 17.
        "2e-3, 0.002",
        "2e23, 200000000000000000000000.0",
        "8.41e21, 8410000000000000000000.0",
        "5.684341886080802e-14, 0.00000000000005684341886080802",
        "2.0e-44, 0.00000000000000000000000000000000000000000002"
    })
    void a_number_is_written_plain_with_a_point(double number, String text) {
        assertThat(ShortestDouble.text(number)).isEqualTo(text);
    }

    @Test
    void the_least_and_the_greatest_double_are_written_out() {
        assertThat(ShortestDouble.text(Double.MIN_VALUE)).isEqualTo("0." + "0".repeat(323) + "5");
        assertThat(ShortestDouble.text(Double.MAX_VALUE))
                .isEqualTo("17976931348623157" + "0".repeat(292) + ".0");
        assertThat(ShortestDouble.text(Double.MIN_NORMAL)).endsWith("22250738585072014");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void what_has_no_digits_is_refused(double number) {
        assertThatThrownBy(() -> ShortestDouble.text(number))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void random_bits_have_the_shortest_and_closest_digits(long seed) {
        Random random = new Random(seed);
        assertShortest(seed, () -> Double.longBitsToDouble(random.nextLong()));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void random_ratios_have_the_shortest_and_closest_digits(long seed) {
        Random random = new Random(seed);
        assertShortest(
                seed, () -> random.nextInt(100_000) / (double) (1 + random.nextInt(100_000)));
    }

    @Test
    void powers_of_two_and_their_neighbours_have_the_shortest_and_closest_digits() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            double power = Math.scalb(1.0, exponent);
            assertShortest(power);
            assertShortest(Math.nextDown(power));
            assertShortest(Math.nextUp(power));
        }
    }

    @Test
    void powers_of_ten_and_their_neighbours_have_the_shortest_and_closest_digits() {
        for (int exponent = -323; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            assertShortest(power);
            assertShortest(Math.nextDown(power));
            assertShortest(Math.nextUp(power));
        }
    }

    private static void assertShortest(long seed, DoubleSupplier numbers) {
        for (int i = 0; i < RANDOM_DOUBLES; i++) {
            double number = numbers.getAsDouble();
            if (Double.isFinite(number)) {
                assertThat(ShortestDouble.text(number))
                        .as("seed %d", seed)
                        .isEqualTo(naive(number));
            }
        }
    }

    private static void assertShortest(double number) {
        if (number != 0) {
            assertThat(ShortestDouble.text(number)).isEqualTo(naive(number));
        }
    }

    /** Tries one digit, then two, and so on, and both neighbours at each. */
    private static String naive(double number) {
        if (number == 0) {
            return "0.0";
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; ; digits++) {
            for (RoundingMode mode :
                    new RoundingMode[] {
                        RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP
                    }) {
                BigDecimal candidate = exact.round(new MathContext(digits, mode));
                if (candidate.doubleValue() == number) {
                    String plain = candidate.stripTrailingZeros().toPlainString();
                    return plain.contains(".") ? plain : plain + ".0";
                }
            }
        }
    }
}
