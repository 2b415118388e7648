package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.core.measure.Cut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watch raises and closes, and what it lets pass. */
class WatchTest {
    private static final int DAY = 1440;

    private final List<Alert> alerts = new ArrayList<>();
    private SimulatedShop shop = new SimulatedShop(7, 200, 0.05);
    private Watch watch = new Watch(Simulation.SETTINGS);
    private long next = Simulation.START + 600;

    private void goOn(int minutes, double remaining, Predicate<Cut> struck) {
        for (int i = 0; i < minutes; i++) {
            watch.take(shop.minute(next++, remaining, struck), alerts::add);
        }
    }

    private static boolean everywhere(Cut cut) {
        return true;
    }

    private void asUsual(int minutes) {
        goOn(minutes, 1, WatchTest::everywhere);
    }

    @Test
    void a_total_loss_is_an_outage_until_orders_are_back() {
        // Given
        asUsual(3 * DAY);
        // When
        goOn(20, 0, WatchTest::everywhere);
        asUsual(60);
        // Then
        assertThat(alerts).extracting(Alert::rule).containsOnly(AlertRule.OUTAGE);
        assertThat(alerts.get(0).ending()).isEqualTo(Alert.Ending.NONE);
        Alert closed = alerts.get(alerts.size() - 1);
        assertThat(closed.ending()).isEqualTo(Alert.Ending.RECOVERED);
        assertThat(closed.openedMs()).isEqualTo(alerts.get(0).openedMs());
        assertThat(closed.closedMs().getAsLong()).isGreaterThan(closed.openedMs());
    }

    @Test
    void half_of_the_conversion_lost_is_a_drop_until_it_is_back() {
        // Given
        asUsual(3 * DAY);
        // When
        goOn(60, 0.4, WatchTest::everywhere);
        asUsual(120);
        // Then
        assertThat(alerts).extracting(Alert::rule).containsOnly(AlertRule.DROP);
        Alert raised = alerts.get(0);
        assertThat(raised.observed().getAsDouble()).isLessThan(raised.expected().getAsDouble());
        assertThat(raised.upper().getAsDouble()).isLessThan(raised.expected().getAsDouble());
        assertThat(raised.n()).isPositive();
        assertThat(alerts.get(alerts.size() - 1).closedMs()).isPresent();
    }

    @Test
    void the_cut_that_lost_its_orders_is_named_as_the_cause() {
        // Given
        asUsual(3 * DAY);
        // When
        goOn(90, 0, cut -> cut.campaign().equals("spring"));
        // Then
        List<Cause> causes = alerts.get(alerts.size() - 1).causes();
        assertThat(causes)
                .extracting(Cause::cut)
                .containsExactlyInAnyOrder(new Cut("spring", "web"), new Cut("spring", "mail"));
        assertThat(causes).allSatisfy(cause -> assertThat(cause.rateEffect()).isNegative());
    }

    @Test
    void a_source_that_falls_silent_is_not_taken_for_a_loss_of_orders() {
        // Given
        asUsual(3 * DAY);
        // When
        next += 30;
        asUsual(60);
        // Then
        assertThat(alerts)
                .extracting(Alert::rule)
                .containsExactly(AlertRule.DATA_HEALTH, AlertRule.DATA_HEALTH);
        assertThat(alerts.get(0).observed()).isEmpty();
        assertThat(alerts.get(1).ending()).isEqualTo(Alert.Ending.RECOVERED);
    }

    @Test
    void on_the_first_day_nothing_is_raised() {
        // Given
        asUsual(DAY / 2);
        // When
        goOn(DAY / 2 - 10, 0, WatchTest::everywhere);
        // Then
        assertThat(alerts).isEmpty();
        assertThat(watch.status().state()).isEqualTo(WatchStatus.State.LEARNING);
        assertThat(watch.status().detectableDrop()).isEmpty();
    }

    @Test
    void a_shop_without_visitors_at_night_is_left_alone() {
        // Given
        for (int day = 0; day < 20; day++) {
            // When
            asUsual(DAY / 2);
            next += DAY / 2;
        }
        // Then
        assertThat(alerts).extracting(Alert::rule).doesNotContain(AlertRule.DATA_HEALTH);
    }

    @Test
    void an_idle_watch_says_nothing_and_learns_nothing() {
        // Given
        watch.take(Minute.of(next, new Counts(1, 0), Map.of()), alerts::add);
        // When
        watch.advanceTo(next + 10 * DAY, alerts::add);
        // Then
        assertThat(alerts).isEmpty();
        assertThat(watch.status().state()).isEqualTo(WatchStatus.State.LEARNING);
    }

    @Test
    void a_surge_of_visitors_whose_orders_follow_later_is_no_drop() {
        // Given
        asUsual(3 * DAY);
        shop = new SimulatedShop(8, 200, 0.05);
        asUsual(30);
        // When
        shop.surge(5);
        asUsual(60);
        // Then
        assertThat(alerts).isEmpty();
    }

    @Test
    void a_rate_below_its_target_for_long_is_a_decline() {
        // Given
        watch =
                new Watch(
                        new WatchSettings(
                                Duration.ofHours(24), OptionalDouble.of(0.035), List.of()));
        // When
        asUsual(2 * DAY);
        // Then
        assertThat(alerts).isNotEmpty();
        assertThat(alerts).extracting(Alert::rule).containsOnly(AlertRule.DECLINE);
        assertThat(alerts.get(0).upper().getAsDouble()).isLessThan(0.035);
    }

    @Test
    void a_rate_at_its_target_is_no_decline() {
        // Given
        watch =
                new Watch(
                        new WatchSettings(
                                Duration.ofHours(24), OptionalDouble.of(0.03), List.of()));
        // When
        asUsual(5 * DAY);
        // Then
        assertThat(alerts).extracting(Alert::rule).doesNotContain(AlertRule.DECLINE);
    }

    @Test
    void what_lasts_for_a_week_is_the_new_normal() {
        // Given
        asUsual(3 * DAY);
        // When
        goOn(9 * DAY, 0.4, WatchTest::everywhere);
        // Then
        Alert last = alerts.get(alerts.size() - 1);
        assertThat(last.ending()).isEqualTo(Alert.Ending.NEW_NORMAL);
        assertThat(last.closedMs().getAsLong() - last.openedMs())
                .isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(watch.status().expectedPerMinute().getAsDouble()).isLessThan(4);
    }

    @Test
    void a_promotion_that_is_left_out_does_not_raise_what_is_expected() {
        // Given
        WatchSettings.Period promotion =
                new WatchSettings.Period(
                        (next + 2 * DAY) * Minute.MS, (next + 4 * DAY) * Minute.MS);
        watch =
                new Watch(
                        new WatchSettings(
                                Duration.ofHours(24), OptionalDouble.empty(), List.of(promotion)));
        // When
        asUsual(2 * DAY);
        double before = watch.status().expectedPerMinute().getAsDouble();
        goOn(2 * DAY, 3, WatchTest::everywhere);
        // Then
        assertThat(watch.status().expectedPerMinute().getAsDouble())
                .isBetween(0.9 * before, 1.1 * before);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void stored_and_read_again_at_any_minute_it_says_the_same(long seed) {
        // Given
        List<Alert> expected = run(seed, Integer.MAX_VALUE);
        // When
        List<Alert> stored = run(seed, 37);
        // Then
        assertThat(stored).isNotEmpty().isEqualTo(expected);
    }

    private static List<Alert> run(long seed, int storeEvery) {
        List<Alert> alerts = new ArrayList<>();
        SimulatedShop shop = new SimulatedShop(seed, 200, 0.05);
        WatchSettings settings =
                new WatchSettings(Duration.ofHours(24), OptionalDouble.of(0.029), List.of());
        Watch watch = new Watch(settings);
        for (int i = 0; i < 6 * DAY; i++) {
            boolean falls = i % (2 * DAY) > DAY && i % 400 < 60;
            watch.take(
                    shop.minute(Simulation.START + i, falls ? (i % 800 < 60 ? 0 : 0.4) : 1),
                    alerts::add);
            if (i % storeEvery == 0) {
                watch = WatchCodec.decode(WatchCodec.encode(watch), settings);
            }
        }
        return alerts;
    }

    @Test
    void a_minute_is_taken_once() {
        // Given
        asUsual(1);
        Minute again = Minute.of(next - 1, Counts.NONE, Map.of());
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch.take(again, alerts::add))
                // Then
                .withMessageContaining("comes after");
    }
}
