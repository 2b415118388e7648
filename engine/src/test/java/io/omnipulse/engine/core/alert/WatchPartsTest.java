package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the watch, each by itself. */
class WatchPartsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(doubles = {40, 180, 1_000})
    void a_detectable_drop_solves_its_equation(double expected) {
        // Given
        double dispersion = 1.4;
        // When
        double drop = Detectable.drop(expected, dispersion);
        // Then
        double needed =
                1.6448536 * Math.sqrt(dispersion * expected)
                        + 0.8416212 * Math.sqrt(dispersion * expected * (1 - drop));
        assertThat(drop * expected).isCloseTo(needed, within(1e-4));
    }

    @Test
    void where_hardly_any_order_is_expected_not_even_a_total_loss_shows() {
        assertThat(Detectable.drop(1.8, 1)).isCloseTo(1, within(1e-9));
        assertThat(Detectable.drop(0, 1)).isEqualTo(1);
    }

    @Test
    void a_drop_is_let_pass_down_to_eighty_percent_and_found_below() {
        // Given
        DropWatch small = new DropWatch();
        DropWatch large = new DropWatch();
        // When
        for (int minute = 0; minute < 200; minute++) {
            small.take(82, 100, 1);
            large.take(70, 100, 1);
        }
        // Then
        assertThat(small.isAtRest()).isTrue();
        assertThat(large.isAtThreshold()).isTrue();
        assertThat(large.level).isEqualTo(DropWatch.THRESHOLD);
    }

    @Test
    void a_silence_counts_from_the_last_and_bursts_may_be_away_for_longer() {
        // Given
        SilenceWatch steady = new SilenceWatch(12, 0.25);
        SilenceWatch bursting = new SilenceWatch(12, 0.25);
        steady.take(1, 100, 1);
        bursting.take(1, 100, 3);
        // When
        for (int minute = 0; minute < 6; minute++) {
            steady.take(0, 2, 1);
            bursting.take(0, 2, 3);
        }
        // Then
        assertThat(steady.isSilent()).isTrue();
        assertThat(bursting.isSilent()).isFalse();
    }

    @Test
    void a_silence_is_over_when_a_share_of_the_usual_is_back() {
        // Given
        SilenceWatch silence = new SilenceWatch(12, 0.25);
        silence.opened();
        // When
        silence.take(1, 2, 1);
        boolean after = silence.isBack();
        silence.take(2, 2, 1);
        // Then
        assertThat(after).isFalse();
        assertThat(silence.isBack()).isFalse();
        silence.take(1, 2, 1);
        assertThat(silence.isBack()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T00:00:00Z, 0",
        "2026-01-05T23:59:00Z, 23",
        "2026-01-11T23:00:00Z, 167",
        "1969-12-29T00:00:00Z, 0"
    })
    void the_week_begins_on_monday(String time, int hourOfWeek) {
        // Given
        long hour = Math.floorDiv(Instant.parse(time).getEpochSecond(), 3_600);
        // When
        int found = WeekProfile.hourOfWeek(hour);
        // Then
        assertThat(found).isEqualTo(hourOfWeek);
    }

    @Test
    void an_hour_never_seen_is_as_the_same_hour_of_other_days_and_then_as_itself() {
        // Given
        WeekProfile week = new WeekProfile();
        for (int hour = 0; hour < 24; hour++) {
            week.learn(hour, tally(60, 60_000, hour == 3 ? 3_000 : 1_800));
        }
        double inferred = week.rate(24 + 3, new Tally(), 1);
        double byDay = week.rate(24 + 4, new Tally(), 1);
        // When
        week.learn(24 + 3, tally(60, 600_000, 6_000));
        double own = week.rate(24 + 3, new Tally(), 1);
        // Then
        assertThat(inferred).isBetween(0.045, 0.05);
        assertThat(byDay).isBetween(0.0299, 0.031);
        assertThat(own).isBetween(0.01, 0.013);
        assertThat(week.inferred(24 + 5, 300)).isEqualTo(1);
        assertThat(week.inferred(24 + 3, 300)).isLessThan(0.05);
    }

    @Test
    void where_nobody_comes_at_night_nobody_is_expected() {
        // Given
        WeekProfile week = new WeekProfile();
        for (int hour = 0; hour < 24; hour++) {
            week.learn(hour, tally(60, hour < 6 ? 0 : 6_000, 0));
        }
        // When
        double night = week.startsPerMinute(24 + 3, new Tally());
        double day = week.startsPerMinute(24 + 12, new Tally());
        // Then
        assertThat(night).isZero();
        assertThat(day).isCloseTo(100, within(1e-9));
    }

    private static Tally tally(double minutes, double starts, double orders) {
        Tally tally = new Tally();
        tally.minutes = minutes;
        tally.starts = starts;
        tally.orders = orders;
        return tally;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_dispersion_finds_the_noise_of_the_hours(long seed) {
        // Given
        Random random = new Random(seed);
        Dispersion noisy = new Dispersion(1);
        Dispersion plain = new Dispersion(1);
        // When
        for (int hour = 0; hour < 2_000; hour++) {
            double mean = 1_000;
            double noise = mean * (1 + 0.1 * random.nextGaussian());
            noisy.take(mean, noise + Math.sqrt(mean) * random.nextGaussian());
            plain.take(mean, mean + Math.sqrt(mean) * random.nextGaussian());
        }
        // Then
        assertThat(noisy.relativeVariance()).isBetween(0.008, 0.012);
        assertThat(plain.at(1_000)).isBetween(1.0, 1.6);
    }

    @Test
    void one_strange_hour_does_not_blind_the_watch() {
        // Given
        Dispersion dispersion = new Dispersion(0.5);
        for (int hour = 0; hour < 300; hour++) {
            dispersion.take(100, 100);
        }
        // When
        dispersion.take(100, 10_000);
        // Then
        assertThat(dispersion.relativeVariance()).isLessThan(0.01);
    }

    @Test
    void wilsons_bounds_of_parts_of_integers() {
        assertThat(Wilson.of(0, 0)).isEqualTo(new Wilson(0, 1));
        assertThat(Wilson.of(50, 100).lower()).isCloseTo(0.4038, within(1e-4));
        assertThat(Wilson.of(50, 100).upper()).isCloseTo(0.5962, within(1e-4));
        assertThat(Wilson.of(2.5, 5).upper()).isGreaterThan(Wilson.of(50, 100).upper());
    }

    @Test
    void a_target_below_the_upper_bound_is_no_decline() {
        // Given
        DeclineWatch decline = new DeclineWatch();
        for (int minute = 0; minute < 500; minute++) {
            decline.take(minute, new Counts(1_000, 30), 1);
        }
        Dispersion steady = new Dispersion(1);
        // When
        boolean below = decline.judge(0.04, steady);
        boolean at = decline.judge(0.031, steady);
        // Then
        assertThat(below).isTrue();
        assertThat(at).isFalse();
        assertThat(decline.isWell()).isFalse();
    }

    @Test
    void a_target_asks_less_of_hours_that_usually_bring_less() {
        // Given
        DeclineWatch decline = new DeclineWatch();
        for (int minute = 0; minute < 500; minute++) {
            decline.take(minute, new Counts(1_000, 30), 0.7);
        }
        // When
        boolean below = decline.judge(0.04, new Dispersion(1));
        // Then
        assertThat(below).isFalse();
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new WatchSettings(Duration.ZERO, OptionalDouble.empty(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WatchSettings(DAY, OptionalDouble.of(1), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new WatchSettings.Period(5, 5));
    }

    @Test
    void a_minute_is_excluded_if_any_of_it_is() {
        // Given
        WatchSettings settings =
                new WatchSettings(
                        DAY,
                        OptionalDouble.empty(),
                        List.of(new WatchSettings.Period(90_000, 120_000)));
        // Then
        assertThat(settings.isExcluded(0)).isFalse();
        assertThat(settings.isExcluded(1)).isTrue();
        assertThat(settings.isExcluded(2)).isFalse();
    }
}
