package io.omnipulse.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A history is read in parts that fit into memory. */
class SideBySideTest {
    private static final long MINUTE = 60_000;

    @Test
    void a_part_has_as_many_rows_as_fit() {
        SortedMap<Long, Long> rows =
                new TreeMap<>(Map.of(0L, 4L, MINUTE, 6L, 2 * MINUTE, 1L, 9 * MINUTE, 9L));
        assertThat(SideBySide.borders(rows, 10)).containsExactly(2 * MINUTE, 10 * MINUTE);
    }

    @Test
    void a_minute_is_not_parted() {
        SortedMap<Long, Long> rows = new TreeMap<>(Map.of(0L, 1L, MINUTE, 50L, 2 * MINUTE, 1L));
        assertThat(SideBySide.borders(rows, 10)).containsExactly(MINUTE, 2 * MINUTE, 3 * MINUTE);
    }

    @Test
    void no_rows_have_no_parts() {
        assertThat(SideBySide.borders(new TreeMap<>(), 10)).isEmpty();
    }
}
