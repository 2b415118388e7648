package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "60s, PT60S",
        "5m, PT5M",
        "48h, PT48H",
        "7d, PT168H",
        "250ms, PT0.25S",
        "1h30m, PT90M",
        "PT5M, PT5M",
        "pt5m, PT5M",
        "P7D, PT168H",
        "0s, PT0S"
    })
    void a_duration_is_a_number_and_a_unit_or_iso(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "5",
                "5 m",
                "5M",
                "-5m",
                "1.5h",
                "5x",
                "P",
                "5w",
                "9999999999999s",
                "999999999999d",
                "36501d",
                "-P36501D",
                "PT999999999999999999999H",
                "P99999999999999999D"
            })
    void anything_else_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60s, 5m, 48h, 7d");
    }

    @ParameterizedTest
    @CsvSource({
        "PT60S, 1m",
        "PT48H, 2d",
        "PT90M, 1h30m",
        "PT0.25S, 250ms",
        "PT61S, 1m1s",
        "P2DT3H4M5.006S, 2d3h4m5s6ms",
        "PT0S, 0s",
        "PT5H, 5h"
    })
    void the_text_is_the_shortest_and_reads_back(Duration duration, String text) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Test
    void a_negative_duration_is_shown_as_iso() {
        assertThat(Durations.text(Duration.ofSeconds(-1))).isEqualTo("PT-1S");
    }
}
