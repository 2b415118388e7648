package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The samples of the file, in the order of time. */
class TimedSamplesTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Map<Window, Long> ENDS = Map.of(Window.H1, Facts.ms("10:20"));

    @Test
    void they_are_those_of_the_file() throws IOException {
        // Given
        StringBuilder file = new StringBuilder();
        new OpenMetricsRows(CatalogReader.shipped(), STEP, ENDS).write(rows(), file);
        // When
        List<String> samples = samples();
        // Then
        assertThat(samples)
                .containsExactlyInAnyOrderElementsOf(
                        file.toString().lines().filter(line -> !line.startsWith("#")).toList());
    }

    @Test
    void none_is_older_than_one_before_it() throws IOException {
        // Given
        List<Long> times = new ArrayList<>();
        // When
        new TimedSamples(STEP, ENDS).forEach(rows(), (series, atMs, value) -> times.add(atMs));
        // Then
        assertThat(times).hasSizeGreaterThan(10).isSorted();
    }

    private static List<String> samples() throws IOException {
        List<String> samples = new ArrayList<>();
        new TimedSamples(STEP, ENDS)
                .forEach(
                        rows(),
                        (series, atMs, value) -> {
                            List<String> labels = new ArrayList<>();
                            series.labels()
                                    .forEach(
                                            (name, text) -> labels.add(name + "=\"" + text + "\""));
                            samples.add(
                                    series.name()
                                            + "{"
                                            + String.join(",", labels)
                                            + "} "
                                            + ShortestDouble.text(value)
                                            + " "
                                            + atMs / 1000);
                        });
        return samples.stream().map(TimedSamplesTest::asInteger).toList();
    }

    /** The file writes counts that are parts of a ratio as integers. */
    private static String asInteger(String sample) {
        boolean part =
                sample.contains("_numerator{")
                        || sample.contains("_denominator{")
                        || sample.contains("_n{");
        return part ? sample.replaceAll("\\.0 ", " ") : sample;
    }

    private static List<RowLine> rows() {
        return List.of(
                row("10:00", "web", ratio(1, 4)),
                row("10:03", "web", ratio(0, 0)),
                row("10:12", "web", ratio(2, 3)),
                row("10:07", "store", ratio(1, 1)));
    }

    private static RowLine row(String end, String channel, KpiValue value) {
        return new RowLine(
                Facts.ms(end), Window.H1, new Cut("spring", channel), value, Stage.SETTLED, 0);
    }

    private static KpiValue ratio(long numerator, long denominator) {
        return new KpiValue(
                "session_conversion_ratio",
                denominator == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) numerator / denominator),
                OptionalLong.of(numerator),
                OptionalLong.of(denominator),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                denominator);
    }
}
