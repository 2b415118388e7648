package io.omnipulse.benchmarks.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
    private static final List<Window> ALL = List.of(Window.M5, Window.H1, Window.H24, Window.D7);
    private static final Workload DAYS = Generator.NEXMARK_Q16.workload(1_000, 4, 7);

    @Test
    void a_question_about_days_is_compared_in_the_day_at_ends_that_the_engine_publishes() {
        Checkpoints checkpoints = Checkpoints.ofEngine(DAYS, ALL);

        assertThat(checkpoints.windows())
                .containsExactlyInAnyOrder(Window.M5, Window.H1, Window.H24);
        assertThat(checkpoints.endsOf(Window.H24))
                .isNotEmpty()
                .allMatch(end -> end % Window.H24.paneMs() == 0);
    }

    @Test
    void rivals_have_no_day() {
        assertThat(Checkpoints.of(DAYS).endsOf(Window.H24)).isEmpty();
    }

    @Test
    void windows_that_the_engine_does_not_compute_are_not_compared() {
        assertThat(Checkpoints.ofEngine(DAYS, List.of(Window.H24)).windows())
                .containsExactly(Window.H24);
    }

    @Test
    void nothing_to_compare_is_an_error_that_says_what_could_be() {
        assertThatThrownBy(() -> Checkpoints.ofEngine(DAYS, List.of(Window.D7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5m,1h,24h");
    }

    @Test
    void a_workload_without_settled_ends_is_an_error_that_says_what_to_do() {
        Workload seconds = Generator.YAHOO.workload(20_000, 4, 7);

        assertThatThrownBy(() -> Checkpoints.ofEngine(seconds, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--span");
    }
}
