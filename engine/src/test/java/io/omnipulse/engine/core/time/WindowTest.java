package io.omnipulse.engine.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Panes are half-open and aligned to 1970, also before it. */
class WindowTest {
    @ParameterizedTest(name = "{0}: {1} panes of {2} ms")
    @CsvSource({
        "5m, 30, 10000",
        "1h, 60, 60000",
        "24h, 96, 900000",
        "7d, 168, 3600000",
        "30d, 120, 21600000",
        "90d, 90, 86400000"
    })
    void a_window_is_the_union_of_its_panes(String label, long panes, long paneMs) {
        // When
        Window window = Window.named(label).orElseThrow();
        // Then
        assertThat(window.panes()).isEqualTo(panes);
        assertThat(window.paneMs()).isEqualTo(paneMs);
        assertThat(window.lengthMs()).isEqualTo(panes * paneMs);
    }

    @ParameterizedTest(name = "{0} ms")
    @CsvSource({"0, 0, -1", "9999, 0, -1", "10000, 1, 0", "-1, -1, -2", "-10000, -1, -2"})
    void an_instant_lies_in_one_pane_and_the_one_before_has_ended(
            long timeMs, long pane, long ended) {
        // When
        long containing = Window.M5.paneOf(timeMs);
        long lastEnded = Window.M5.lastEnded(timeMs);
        // Then
        assertThat(containing).isEqualTo(pane);
        assertThat(lastEnded).isEqualTo(ended);
        assertThat(Window.M5.endMs(lastEnded)).isLessThanOrEqualTo(timeMs);
        assertThat(Window.M5.endMs(lastEnded + 1)).isGreaterThan(timeMs);
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void a_pane_starts_where_the_one_before_ends(Window window) {
        // When
        long end = window.endMs(41);
        // Then
        assertThat(window.paneOf(end)).isEqualTo(42);
        assertThat(window.paneOf(end - 1)).isEqualTo(41);
    }

    @Test
    void an_unknown_name_is_no_window() {
        // When
        boolean found = Window.named("2h").isPresent();
        // Then
        assertThat(found).isFalse();
        assertThat(Window.labels()).isEqualTo("5m, 1h, 24h, 7d, 30d, 90d");
    }
}
