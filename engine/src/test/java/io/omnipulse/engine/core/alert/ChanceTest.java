package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities against tables, and the discoveries of the paper's own example. */
class ChanceTest {
    @ParameterizedTest
    @CsvSource({
        "2, 3, 0.423190",
        "0, 12, 0.00000614421",
        "10, 10, 0.583040",
        "2.9, 3, 0.423190",
        "5, 0, 1",
        "280, 300, 0.129525",
        "250, 301, 0.00140155",
        "1000, 1000, 0.50841"
    })
    void the_lower_tail_of_poissons_law(double k, double mean, double expected) {
        // When
        double chance = Chance.poissonAtMost(k, mean);
        // Then
        assertThat(chance).isCloseTo(expected, within(expected * 0.005));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "-1.959964, 0.025", "1.959964, 0.975", "-3, 0.0013499"})
    void the_normal_law(double z, double expected) {
        // When
        double below = Chance.normalBelow(z);
        // Then
        assertThat(below).isCloseTo(expected, within(1e-6));
    }

    @Test
    void of_the_fifteen_hypotheses_of_benjamini_and_hochberg_four_are_rejected() {
        // Given
        double[] chances = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0
        };
        Map<Integer, Double> hypotheses = new TreeMap<>();
        for (int i = 0; i < chances.length; i++) {
            hypotheses.put(i, chances[i]);
        }
        // When
        Set<Integer> rejected = Chance.discoveries(hypotheses, 0.05);
        // Then
        assertThat(rejected).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void where_one_at_the_end_holds_all_before_it_are_rejected_with_it() {
        // When
        Set<String> rejected = Chance.discoveries(Map.of("a", 0.04, "b", 0.045, "c", 0.0499), 0.05);
        // Then
        assertThat(rejected).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void of_none_none_is_rejected() {
        // When
        Set<String> rejected = Chance.discoveries(Map.of(), 0.05);
        // Then
        assertThat(rejected).isEmpty();
    }
}
