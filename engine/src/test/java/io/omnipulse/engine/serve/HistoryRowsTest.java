package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.START;
import static io.omnipulse.engine.serve.SampleTable.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryRowsTest {
    private static final RowKey SPRING =
            new RowKey(Window.M5, "spring", "*", Collections.emptySortedMap());
    private static final RowKey SUMMER =
            new RowKey(Window.M5, "summer", "*", Collections.emptySortedMap());

    private final SampleTable sample = new SampleTable();
    private final HistoryRows rows = new HistoryRows();

    /** One record of the topic; no orders stand for a tombstone. */
    private record Written(RowKey key, Instant end, int version, int orders) {}

    private void write(HistoryRows to, Written record) {
        if (record.orders() < 0) {
            to.remove(record.key(), record.end().toEpochMilli());
            return;
        }
        KpiRow row = sample.record(Window.M5, record.end(), count("orders", record.orders()));
        row.setVersion(record.version());
        to.put(record.key(), sample.table.rowOf(record.key(), 0, 0, row));
    }

    private static Instant end(int pane) {
        return START.plusSeconds(10L * pane);
    }

    private static List<String> lines(HistoryRows of, Instant from, long exactFromMs) {
        return of.lines(from.toEpochMilli(), exactFromMs, row -> row.lines(Stage.FINAL)).stream()
                .map(HistoryRowsTest::text)
                .toList();
    }

    private static String text(RowLine line) {
        long pane = (line.windowEndMs() - START.toEpochMilli()) / 10_000;
        return line.cut().campaign() + " " + pane + " " + line.kpi().n();
    }

    @Test
    void a_row_without_kpis_ends_what_held_before() {
        write(rows, new Written(SPRING, end(0), 1, 5));
        KpiRow nothing = sample.record(Window.M5, end(1));
        nothing.setVersion(2);
        rows.put(SPRING, sample.table.rowOf(SPRING, 0, 0, nothing));
        write(rows, new Written(SPRING, end(2), 2, 5));

        assertThat(lines(rows, end(0), Long.MIN_VALUE)).containsExactly("spring 0 5", "spring 2 5");
        assertThat(lines(rows, end(1), Long.MIN_VALUE)).containsExactly("spring 2 5");
    }

    @Test
    void a_tombstone_does_not_hide_what_was_written_after_it() {
        write(rows, new Written(SPRING, end(0), 2, 5));
        write(rows, new Written(SPRING, end(0), 1, -1));

        write(rows, new Written(SPRING, end(0), 1, 7));

        assertThat(lines(rows, end(0), Long.MIN_VALUE)).containsExactly("spring 0 7");
    }

    @Test
    void an_earlier_stretch_does_not_bring_back_what_a_later_one_took_away() {
        write(rows, new Written(SPRING, end(0), 1, -1));
        HistoryRows earlier = new HistoryRows();
        write(earlier, new Written(SPRING, end(0), 1, 5));

        rows.addEarlier(earlier);

        assertThat(lines(rows, end(0), Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void what_is_not_known_exactly_is_left_out_and_holds_nowhere() {
        write(rows, new Written(SPRING, end(0), 1, 5));
        write(rows, new Written(SPRING, end(2), 1, 6));

        assertThat(lines(rows, end(1), end(1).toEpochMilli())).containsExactly("spring 2 6");
        assertThat(lines(rows, end(1), end(0).toEpochMilli()))
                .containsExactly("spring 0 5", "spring 2 6");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 5, 8, 13, 21, 34}) // each seed is one topic, and one way to cut it
    void stretches_read_backwards_say_what_the_whole_says(long seed) {
        Random random = new Random(seed);
        List<Written> topic = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            topic.add(
                    new Written(
                            random.nextBoolean() ? SPRING : SUMMER,
                            end(random.nextInt(12)),
                            1 + random.nextInt(3),
                            random.nextInt(5) - 1));
        }
        HistoryRows whole = new HistoryRows();
        topic.forEach(record -> write(whole, record));

        int upper = topic.size();
        while (upper > 0) {
            int lower = Math.max(0, upper - 1 - random.nextInt(60));
            HistoryRows stretch = new HistoryRows();
            topic.subList(lower, upper).forEach(record -> write(stretch, record));
            rows.addEarlier(stretch);
            upper = lower;
        }

        assertThat(lines(rows, end(3), Long.MIN_VALUE))
                .as("seed " + seed)
                .isNotEmpty()
                .isEqualTo(lines(whole, end(3), Long.MIN_VALUE));
    }
}
