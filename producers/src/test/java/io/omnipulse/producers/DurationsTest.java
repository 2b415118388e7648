package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "5m, PT5M",
        "24h, PT24H",
        "7d, PT168H",
        "250ms, PT0.25S",
        "1h30m, PT1H30M",
        "PT5M, PT5M",
        "pt48h, PT48H",
        "0s, PT0S"
    })
    void durations_are_read_as_people_write_them(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "m",
                "-5m",
                "5 m",
                "5w",
                "1.5h",
                "PT",
                "-PT5M",
                "99999999999999999999d",
                "999999999999d",
                "36501d",
                "PT999999999999999999999H"
            })
    void anything_else_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 90s, 5m, 24h or 7d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90s", "1m30s", "5m", "1d", "2d3h4m5s6ms", "0s"})
    void what_is_written_reads_back(String text) {
        Duration duration = Durations.parse(text);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
