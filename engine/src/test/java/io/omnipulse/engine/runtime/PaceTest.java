package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void records_take_their_share_of_a_second_one_after_the_other() {
        Pace pace = new Pace(10);

        assertThat(pace.take(5, 0)).isEqualTo(SECOND_NS / 2);
        assertThat(pace.take(5, 0)).as("another thread, just then").isEqualTo(SECOND_NS);
        assertThat(pace.take(1, SECOND_NS)).isEqualTo(SECOND_NS / 10);
    }

    @Test
    void a_pause_is_not_made_up_for_by_a_rush() {
        Pace pace = new Pace(10);
        pace.take(1, 0);

        long waitNs = pace.take(1, 60 * SECOND_NS);

        assertThat(waitNs).isEqualTo(SECOND_NS / 10);
    }

    @Test
    void a_clock_that_passes_its_end_is_a_clock_like_any() {
        Pace pace = new Pace(1);
        long nowNs = Long.MAX_VALUE - SECOND_NS / 2;

        assertThat(pace.take(1, nowNs)).isEqualTo(SECOND_NS);
        assertThat(pace.take(1, nowNs + SECOND_NS)).isEqualTo(SECOND_NS);
    }

    @Test
    void a_rate_that_does_not_divide_a_second_is_kept_to_the_nanosecond() {
        Pace pace = new Pace(7);
        long nowNs = 0;
        for (int i = 0; i < 700; i++) {
            nowNs += pace.take(1, nowNs);
        }

        assertThat(nowNs).isBetween(100 * SECOND_NS - 700, 100 * SECOND_NS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void in_no_stretch_of_time_more_is_read_than_the_rate_allows(long seed) {
        Random random = new Random(seed);
        int perSecond = 1 + random.nextInt(5_000);
        Pace pace = new Pace(perSecond);
        long nowNs = random.nextLong();
        long fromNs = nowNs;
        long records = 0;
        for (int poll = 0; poll < 10_000; poll++) {
            int brought = 1 + random.nextInt(50);
            long workedOnNs = nowNs + pace.take(brought, nowNs);
            records += brought;

            double allowed = (workedOnNs - fromNs) * (double) perSecond / SECOND_NS;
            assertThat((double) records).as("seed %s", seed).isLessThanOrEqualTo(allowed + 0.001);
            nowNs = workedOnNs + random.nextInt(20_000_000);
        }
    }

    @Test
    void no_records_at_all_is_no_pace() {
        assertThatThrownBy(() -> new Pace(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
