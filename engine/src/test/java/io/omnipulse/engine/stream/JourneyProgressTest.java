package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Watermarks;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** How far a task may trust what has arrived, round by round. */
class JourneyProgressTest {
    private static final int TASKS = 4;
    private static final int OWN = 3;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("journeys").get();

    @Test
    void without_identity_what_has_arrived_is_what_was_read() {
        // Given
        JourneyProgress progress = progress(false);
        // When
        firstRoundTo(progress, 500);
        // Then
        assertThat(progress.carriedMs()).isEqualTo(500);
        assertThat(progress.marks()).hasSize(1);
    }

    @Test
    void with_identity_nothing_is_carried_before_the_last_round_of_all_tasks_says_so() {
        // Given
        JourneyProgress progress = progress(true);
        firstRoundTo(progress, 500);
        for (int task = 0; task < TASKS; task++) {
            progress.take(2, mark(task, 400), 0);
        }
        for (int task = 0; task < TASKS - 1; task++) {
            progress.take(3, mark(task, 300), 0);
        }
        long beforeTheLast = progress.carriedMs();
        // When
        progress.take(3, mark(OWN, 290), 0);
        // Then
        assertThat(beforeTheLast).isEqualTo(Watermarks.UNKNOWN);
        assertThat(progress.carriedMs()).isEqualTo(290);
        assertThat(progress.marks())
                .extracting(Mark::watermarkMs)
                .as("own sources, what all read, what followed from it")
                .containsExactly(Watermarks.ENDED, 500L, 400L);
    }

    @Test
    void no_restart_lowers_a_round() {
        // Given
        JourneyProgress progress = progress(true);
        firstRoundTo(progress, 500);
        for (int task = 0; task < TASKS; task++) {
            progress.take(2, mark(task, 400), 0);
            progress.take(3, mark(task, 300), 0);
        }
        progress.store();
        // When
        JourneyProgress restarted = progress(true);
        // Then
        assertThat(restarted.carriedMs()).isEqualTo(300);
        assertThat(restarted.marks()).isEqualTo(progress.marks());
    }

    /** The inputs have three partitions, so the fourth task reads nothing itself. */
    private JourneyProgress progress(boolean identity) {
        return new JourneyProgress(
                store, SampleSettings.settings(identity), SampleSettings.NOTHING_AT_END, OWN, 0);
    }

    private static void firstRoundTo(JourneyProgress progress, long ms) {
        for (int task = 0; task < OWN; task++) {
            progress.take(1, mark(task, ms), 0);
        }
    }

    private static Mark mark(int task, long ms) {
        return new Mark(task, ms, Map.of());
    }
}
