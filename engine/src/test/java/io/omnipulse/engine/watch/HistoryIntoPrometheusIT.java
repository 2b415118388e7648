package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.omnipulse.engine.backfill.RemoteWrite;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.row.OpenMetricsRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.row.TimedSamples;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.runtime.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Old rows reach the real Prometheus both ways, and are found at their own time. */
@Timeout(120)
class HistoryIntoPrometheusIT {
    private static final Duration STEP = Duration.ofMinutes(5);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant aWeekAgo = now.minus(Duration.ofDays(7));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void blocks_made_of_the_file_hold_a_week_old_value() throws Exception {
        // Given
        StringBuilder file = new StringBuilder();
        new OpenMetricsRows(CatalogReader.shipped(), STEP, ends()).write(rows(), file);
        RealPrometheus.giveHistory(directory, file.toString());
        // When
        try (RealPrometheus prometheus = RealPrometheus.receiving(directory, "0s")) {
            // Then
            aWeekAgoThereWereTwelveOrders(prometheus);
        }
    }

    @Test
    void remote_write_brings_a_week_old_value() throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.receiving(directory, "30d")) {
            // When
            long sent = send(prometheus, rows());
            // Then
            assertThat(sent).isEqualTo(3 * 12 + 1);
            aWeekAgoThereWereTwelveOrders(prometheus);
        }
    }

    @Test
    void what_is_too_old_for_the_receiver_is_refused_with_what_to_do() throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.receiving(directory, "0s")) {
            // Given
            send(prometheus, List.of(row(now, 1)));
            // When
            assertThatThrownBy(() -> send(prometheus, rows()))
                    // Then
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("too old")
                    .hasMessageContaining("out_of_order_time_window");
        }
    }

    private void aWeekAgoThereWereTwelveOrders(RealPrometheus prometheus) throws Exception {
        JsonNode series =
                prometheus.at(
                        aWeekAgo.plus(Duration.ofMinutes(31)),
                        "omnipulse_orders{campaign=\"a \\\"b\\\" \\\\\",channel=\"web\",window=\"1h\"}");
        assertThat(series).hasSize(1);
        assertThat(series.at("/0/value/1").asText()).isEqualTo("12");
    }

    private long send(RealPrometheus prometheus, List<RowLine> rows) throws Exception {
        RemoteWrite receiver = new RemoteWrite(prometheus.writeUrl());
        try (receiver) {
            new TimedSamples(STEP, ends()).forEach(rows, receiver);
        }
        return receiver.sent();
    }

    /** Twelve orders for three hours, a week ago; then none. */
    private List<RowLine> rows() {
        return List.of(row(aWeekAgo, 12), row(aWeekAgo.plus(Duration.ofHours(3)), 0));
    }

    private Map<Window, Long> ends() {
        return Map.of(Window.H1, aWeekAgo.plus(Duration.ofHours(3)).toEpochMilli());
    }

    private static RowLine row(Instant end, long orders) {
        KpiValue value =
                new KpiValue(
                        "orders",
                        OptionalDouble.of((double) orders),
                        OptionalLong.of(orders),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        orders);
        return new RowLine(
                end.toEpochMilli(),
                Window.H1,
                new Cut("a \"b\" \\", "web"),
                value,
                Stage.SETTLED,
                0);
    }
}
