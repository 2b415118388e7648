package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.engine.core.alert.Decomposition.Part;
import io.omnipulse.engine.core.measure.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is to blame for a change, and by how much. */
class DecompositionTest {
    private static final Cut WEB = new Cut("spring", "web");
    private static final Cut MAIL = new Cut("spring", "mail");
    private static final Cut OTHERS = new Cut("", "");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void the_effects_of_all_parts_add_up_to_the_change(long seed) {
        // Given
        Random random = new Random(seed);
        List<Part> parts = new ArrayList<>();
        double starts = 0;
        double orders = 0;
        for (int i = 0; i < 2 + random.nextInt(10); i++) {
            double before = random.nextInt(1_000);
            double now = random.nextInt(500);
            Part part =
                    new Part(
                            new Cut("c" + i, "web"),
                            before,
                            Math.floor(before * random.nextDouble()),
                            now,
                            Math.floor(now * random.nextDouble()));
            parts.add(part);
            starts += part.starts();
            orders += part.orders();
        }
        double expected = 0.1 + random.nextDouble() / 2;
        // When
        List<Cause> effects = new Decomposition(parts, expected, OTHERS).effects();
        // Then
        assertThat(effects.stream().mapToDouble(Cause::effect).sum())
                .isCloseTo(orders / starts - expected, within(changeOfUnknown(parts, expected)));
    }

    /** Parts not known before count as the whole did, so the sum is exact but for rounding. */
    private static double changeOfUnknown(List<Part> parts, double expected) {
        return parts.stream().anyMatch(part -> part.startsBefore() == 0 || part.starts() == 0)
                ? expected
                : 1e-12;
    }

    @Test
    void a_part_that_performs_worse_has_a_rate_effect_only() {
        // Given
        List<Part> parts =
                List.of(new Part(WEB, 1_000, 30, 1_000, 0), new Part(MAIL, 1_000, 30, 1_000, 30));
        // When
        List<Cause> effects = new Decomposition(parts, 0.03, OTHERS).effects();
        // Then
        assertThat(effects.get(0).rateEffect()).isCloseTo(-0.015, within(1e-12));
        assertThat(effects.get(0).mixEffect()).isZero();
        assertThat(effects.get(1).effect()).isZero();
    }

    @Test
    void more_of_what_sells_little_has_a_mix_effect_only() {
        // Given
        List<Part> parts =
                List.of(new Part(WEB, 1_000, 10, 3_000, 30), new Part(MAIL, 1_000, 50, 1_000, 50));
        // When
        List<Cause> effects = new Decomposition(parts, 0.03, OTHERS).effects();
        // Then
        assertThat(effects).allSatisfy(cause -> assertThat(cause.rateEffect()).isZero());
        assertThat(effects).allSatisfy(cause -> assertThat(cause.mixEffect()).isNegative());
    }

    @Test
    void chance_and_others_are_not_named() {
        // Given
        List<Part> parts =
                List.of(
                        new Part(WEB, 100_000, 3_000, 1_000, 28),
                        new Part(MAIL, 100_000, 3_000, 1_000, 3),
                        new Part(OTHERS, 100_000, 3_000, 1_000, 0));
        // When
        List<Cause> causes = new Decomposition(parts, 0.03, OTHERS).causes(1);
        // Then
        assertThat(causes).extracting(Cause::cut).containsExactly(MAIL);
    }

    @Test
    void what_varies_much_by_itself_is_not_named() {
        // Given
        List<Part> parts =
                List.of(
                        new Part(WEB, 100_000, 3_000, 1_000, 30),
                        new Part(MAIL, 100_000, 3_000, 1_000, 15));
        // When
        List<Cause> steady = new Decomposition(parts, 0.03, OTHERS).causes(1);
        List<Cause> varying = new Decomposition(parts, 0.03, OTHERS).causes(10);
        // Then
        assertThat(steady).extracting(Cause::cut).containsExactly(MAIL);
        assertThat(varying).isEmpty();
    }

    @Test
    void the_greatest_causes_are_named_first_and_ten_at_most() {
        // Given
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            parts.add(new Part(new Cut("c" + i, "web"), 1_000, 100, 1_000, i));
        }
        // When
        List<Cause> causes = new Decomposition(parts, 0.1, OTHERS).causes(1);
        // Then
        assertThat(causes).hasSize(10);
        assertThat(causes.get(0).cut().campaign()).isEqualTo("c0");
        assertThat(causes.get(9).cut().campaign()).isEqualTo("c9");
    }

    @Test
    void without_a_past_nothing_is_explained() {
        // Given
        List<Part> parts = List.of(new Part(WEB, 0, 0, 100, 1));
        // When
        List<Cause> causes = new Decomposition(parts, 0.03, OTHERS).causes(1);
        // Then
        assertThat(causes).isEmpty();
    }
}
