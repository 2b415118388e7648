package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers hold what plain maps do, and what is done to a copy is not done to the others. */
class LayersTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void copies_go_their_own_ways_as_copies_of_maps_do(long seed) {
        // Given
        Random random = new Random(seed);
        List<Layers<Long>> layers = new ArrayList<>(List.of(new Layers<>()));
        List<Map<String, Long>> maps = new ArrayList<>(List.of(new HashMap<>()));
        // When
        for (int step = 0; step < 2_000; step++) {
            int which = random.nextInt(layers.size());
            String name = "n" + random.nextInt(300);
            switch (random.nextInt(20)) {
                case 0 -> {
                    layers.add(layers.get(which).copy());
                    maps.add(new HashMap<>(maps.get(which)));
                }
                case 1 -> {
                    long oldest = (long) step - random.nextInt(1_000);
                    layers.get(which).removeIf(value -> value < oldest);
                    maps.get(which).values().removeIf(value -> value < oldest);
                }
                default -> {
                    layers.get(which).put(name, (long) step);
                    maps.get(which).put(name, (long) step);
                }
            }
            assertThat(layers.get(which).get(name)).isEqualTo(maps.get(which).get(name));
        }
        // Then
        assertThat(layers).hasSizeGreaterThan(20);
        for (int i = 0; i < layers.size(); i++) {
            assertThat(layers.get(i).toMap()).isEqualTo(maps.get(i));
            assertThat(layers.get(i).atMost()).isGreaterThanOrEqualTo(maps.get(i).size());
        }
    }
}
