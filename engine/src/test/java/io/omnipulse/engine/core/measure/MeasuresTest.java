package io.omnipulse.engine.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures are a commutative group: that is why neither order nor partition matters. */
class MeasuresTest {
    private static final int ORDERS = MeasureCode.of(Measure.ORDERS);
    private static final int EVENTS = MeasureCode.of(Measure.EVENTS);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void sums_do_not_depend_on_order(long seed) {
        // Given
        Random random = new Random(seed);
        Measures a = random(random);
        Measures b = random(random);
        // When
        Measures ab = sum(a, b);
        Measures ba = sum(b, a);
        // Then
        assertThat(ab).isEqualTo(ba).hasSameHashCodeAs(ba);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void sums_do_not_depend_on_grouping(long seed) {
        // Given
        Random random = new Random(seed);
        Measures a = random(random);
        Measures b = random(random);
        Measures c = random(random);
        // When
        Measures left = sum(sum(a, b), c);
        Measures right = sum(a, sum(b, c));
        // Then
        assertThat(left).isEqualTo(right);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void what_is_taken_back_leaves_nothing(long seed) {
        // Given
        Measures a = random(new Random(seed));
        Measures nothing = a.copy();
        // When
        a.forEach((code, amount) -> nothing.add(code, -amount));
        // Then
        assertThat(nothing.isEmpty()).isTrue();
        assertThat(nothing).isEqualTo(new Measures());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void nothing_added_changes_nothing(long seed) {
        // Given
        Measures a = random(new Random(seed));
        // When
        Measures same = sum(a, new Measures());
        // Then
        assertThat(same).isEqualTo(a);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void amounts_are_those_of_a_map_that_holds_no_zeros(long seed) {
        // Given
        Random random = new Random(seed);
        Map<Integer, Long> model = new TreeMap<>();
        Measures measures = new Measures();
        // When
        for (int i = 0; i < 400; i++) {
            int code = anyCode(random);
            long amount = random.nextInt(5) - 2L;
            measures.add(code, amount);
            model.merge(code, amount, Long::sum);
        }
        // Then
        model.values().removeIf(amount -> amount == 0);
        Map<Integer, Long> held = new TreeMap<>();
        List<Integer> order = new ArrayList<>();
        measures.forEach(
                (code, amount) -> {
                    held.put(code, amount);
                    order.add(code);
                });
        assertThat(held).isEqualTo(model);
        assertThat(order).isSorted();
        assertThat(measures.size()).isEqualTo(model.size());
    }

    @Test
    void an_amount_that_comes_to_zero_vanishes() {
        // Given
        Measures measures = new Measures();
        measures.add(ORDERS, 2);
        measures.add(EVENTS, 1);
        // When
        measures.add(ORDERS, -2);
        // Then
        assertThat(measures.size()).isOne();
        assertThat(measures.get(ORDERS)).isZero();
        assertThat(measures.get(EVENTS)).isOne();
    }

    @Test
    void a_zero_is_not_added() {
        // Given
        Measures measures = new Measures();
        // When
        measures.add(ORDERS, 0);
        // Then
        assertThat(measures.isEmpty()).isTrue();
    }

    @Test
    void measures_added_to_themselves_double() {
        // Given
        Measures measures = new Measures();
        measures.add(ORDERS, 2);
        measures.add(EVENTS, 3);
        // When
        measures.addAll(measures.copy());
        // Then
        assertThat(measures).hasToString("{events=6, orders=4}");
    }

    @Test
    void a_copy_goes_its_own_way() {
        // Given
        Measures measures = new Measures();
        measures.add(ORDERS, 2);
        Measures copy = measures.copy();
        // When
        measures.add(ORDERS, 5);
        // Then
        assertThat(copy.get(ORDERS)).isEqualTo(2);
    }

    @Test
    void equal_measures_are_told_from_others_by_code_and_amount() {
        // Given
        Measures two = new Measures();
        two.add(ORDERS, 2);
        Measures three = new Measures();
        three.add(ORDERS, 3);
        Measures other = new Measures();
        other.add(EVENTS, 2);
        // When
        Measures same = two.copy();
        // Then
        assertThat(same)
                .isEqualTo(two)
                .isNotEqualTo(three)
                .isNotEqualTo(other)
                .isNotEqualTo(new Measures());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void stored_measures_are_read_back(long seed) {
        // Given
        Measures measures = random(new Random(seed));
        measures.add(MeasureCode.of(Measure.REVENUE, "JPY"), Long.MIN_VALUE);
        measures.add(MeasureCode.of(Measure.REVENUE, "ZAR"), Long.MAX_VALUE);
        ByteWriter out = new ByteWriter();
        MeasuresCodec.write(out, measures);
        ByteReader in = new ByteReader(out.toBytes());
        // When
        Measures read = MeasuresCodec.read(in);
        // Then
        assertThat(read).isEqualTo(measures);
        assertThat(in.atEnd()).isTrue();
    }

    private static Measures sum(Measures a, Measures b) {
        Measures sum = a.copy();
        sum.addAll(b);
        return sum;
    }

    private static Measures random(Random random) {
        Measures measures = new Measures();
        for (int left = random.nextInt(20); left > 0; left--) {
            measures.add(anyCode(random), random.nextInt(9) - 4L);
        }
        return measures;
    }

    private static int anyCode(Random random) {
        Measure measure = Measure.values()[random.nextInt(Measure.values().length)];
        String[] currencies = {"AAA", "EUR", "GBP", "ZZZ"};
        return measure.byCurrency()
                ? MeasureCode.of(measure, currencies[random.nextInt(currencies.length)])
                : MeasureCode.of(measure);
    }
}
