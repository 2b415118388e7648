package io.omnipulse.engine.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals against published values. */
class IntervalTest {
    /**
     * R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
     * Medicine 17 (1998), table I, method 3 (score interval without continuity correction).
     */
    @ParameterizedTest(name = "{0} of {1}: {2} to {3}")
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void wilsons_interval_has_the_published_values(long k, long n, double lower, double upper) {
        // When
        Interval interval = Interval.wilson(k, n);
        // Then
        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(longs = {1, 2, 3, 7, 10, 49, 1_000, 123_457, 1_000_000_007})
    void at_none_and_at_all_the_bound_is_exact(long n) {
        // When
        Interval none = Interval.wilson(0, n);
        Interval all = Interval.wilson(n, n);
        // Then
        assertThat(none.lower()).isEqualTo(0.0);
        assertThat(none.upper()).isGreaterThan(0).isLessThan(1);
        assertThat(all.upper()).isEqualTo(1.0);
        assertThat(all.lower()).isGreaterThan(0).isLessThan(1);
    }

    @ParameterizedTest(name = "n = {0}")
    @ValueSource(longs = {1, 2, 5, 20, 100})
    void bounds_lie_within_zero_and_one_and_around_the_share(long n) {
        for (long k = 0; k <= n; k++) {
            // When
            Interval interval = Interval.wilson(k, n);
            // Then
            assertThat(interval.lower()).isBetween(0.0, (double) k / n);
            assertThat(interval.upper()).isBetween((double) k / n, 1.0);
        }
    }

    @Test
    void the_interval_of_the_complement_is_the_mirror_image() {
        // When
        Interval some = Interval.wilson(15, 148);
        Interval others = Interval.wilson(133, 148);
        // Then
        assertThat(others.lower()).isCloseTo(1 - some.upper(), within(1e-12));
        assertThat(others.upper()).isCloseTo(1 - some.lower(), within(1e-12));
    }

    @Test
    void the_score_of_promoters_less_detractors_lies_in_the_middle_of_its_interval() {
        // When
        Interval interval = Interval.netPromoterScore(50, 20, 100);
        // Then: 30 ± 1.96 × 100 × √((0.7 − 0.09) / 100)
        assertThat(interval.lower()).isCloseTo(30 - 15.3078, within(0.0001));
        assertThat(interval.upper()).isCloseTo(30 + 15.3078, within(0.0001));
    }

    @ParameterizedTest(name = "{0} promoters and {1} detractors of {2}: {3} to {4}")
    @CsvSource({"9, 1, 10, 42.8123, 100", "1, 9, 10, -100, -42.8123", "1, 1, 2, -100, 100"})
    void the_scores_interval_stays_within_a_hundred(
            long promoters, long detractors, long n, double lower, double upper) {
        // When
        Interval interval = Interval.netPromoterScore(promoters, detractors, n);
        // Then
        assertThat(interval.lower()).isCloseTo(lower, within(0.0001));
        assertThat(interval.upper()).isCloseTo(upper, within(0.0001));
    }

    @ParameterizedTest(name = "{0} promoters and {1} detractors: {2}")
    @CsvSource({"7, 0, 100", "0, 7, -100", "0, 0, 0"})
    void where_all_answer_alike_there_is_no_spread(long promoters, long detractors, double score) {
        // When
        Interval interval = Interval.netPromoterScore(promoters, detractors, 7);
        // Then
        assertThat(interval).isEqualTo(new Interval(score, score));
    }
}
