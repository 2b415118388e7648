package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How often the watch is wrong, and how long it takes to be right, in a simulated shop with a
 * conversion of 3 %. With {@code -Dsimulation=table} it prints the table of docs/alerts.md.
 */
class DropSimulationTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 5L, 8L, 13L);
    private static final double NOISE = 0.05;

    @Test
    void with_two_hundred_visitors_a_minute_half_is_missed_in_a_quarter_of_an_hour() {
        // When
        Simulation shop = Simulation.of(200, NOISE, SEEDS);
        // Then
        assertThat(shop.medianDelay(0.5)).as(shop.line()).isLessThanOrEqualTo(15);
        assertThat(shop.medianDelay(0.0)).as(shop.line()).isLessThanOrEqualTo(5);
        assertThat(shop.falseAlarms()).as(shop.line()).isLessThanOrEqualTo(2);
        assertThat(shop.undetectable()).as(shop.line()).isLessThan(0.3);
    }

    @Test
    void with_twenty_a_total_loss_is_found_though_a_smaller_drop_cannot_be() {
        // When
        Simulation shop = Simulation.of(20, NOISE, SEEDS);
        // Then
        assertThat(shop.medianDelay(0.0)).as(shop.line()).isLessThanOrEqualTo(25);
        assertThat(shop.falseAlarms()).as(shop.line()).isLessThanOrEqualTo(1);
        assertThat(shop.undetectable()).as(shop.line()).isEqualTo(1);
    }

    @Test
    void with_two_nothing_is_raised_and_it_says_that_nothing_can_be() {
        // When
        Simulation shop = Simulation.of(2, NOISE, SEEDS);
        // Then
        assertThat(shop.falseAlarms()).as(shop.line()).isZero();
        assertThat(shop.found(0.0)).as(shop.line()).isZero();
        assertThat(shop.undetectable()).as(shop.line()).isEqualTo(1);
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation", matches = "table")
    void the_table_of_the_documentation() {
        // Given
        System.out.println(
                "| visitors a minute | noise | false alarms in 30 days | −30 % | −50 % | −100 % |"
                        + " undetectable | mean detectable drop |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (double noise : new double[] {NOISE, 0.08}) {
            for (double visitors : new double[] {2, 20, 200, 1000}) {
                // When
                Simulation shop = Simulation.of(visitors, noise, SEEDS);
                // Then
                System.out.println(shop.line());
                assertThat(shop.undetectable()).isBetween(0.0, 1.0);
            }
        }
    }
}
