package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.alert.WatchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How conversion is watched, as the file says it. */
final class AlertConfigTest {
    private static final AlertConfig.Period BLACK_FRIDAY =
            new AlertConfig.Period(
                    Instant.parse("2026-11-26T23:00:00Z"), Instant.parse("2026-11-27T23:00:00Z"));

    private final Path directory;

    AlertConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void every_key_is_read_and_periods_may_be_mappings() throws IOException {
        // When
        AlertConfig alerts =
                read(
                        """
                        alerts:
                          enabled: true
                          learn: 12h
                          target: 0.03
                          exclude:
                            - {from: 2026-11-27T00:00:00+01:00, to: 2026-11-28T00:00:00+01:00}
                        """);
        // Then
        assertThat(alerts)
                .isEqualTo(
                        new AlertConfig(
                                true,
                                Duration.ofHours(12),
                                OptionalDouble.of(0.03),
                                List.of(BLACK_FRIDAY)));
    }

    @Test
    void a_period_may_be_one_text() throws IOException {
        // When
        AlertConfig alerts = read("alerts: {exclude: [2026-11-26T23:00:00Z/2026-11-27T23:00:00Z]}");
        // Then
        assertThat(alerts.exclude()).containsExactly(BLACK_FRIDAY);
    }

    @Test
    void without_anything_conversion_is_watched_after_a_day() {
        // When
        Optional<WatchSettings> settings = AlertConfig.DEFAULT.settings();
        // Then
        assertThat(settings)
                .contains(
                        new WatchSettings(Duration.ofHours(24), OptionalDouble.empty(), List.of()));
    }

    @Test
    void one_that_is_not_enabled_watches_nothing() throws IOException {
        // When
        AlertConfig alerts = read("alerts: {enabled: false}");
        // Then
        assertThat(alerts.settings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'alerts: {learn: 0s}' | alerts.learn in engine.yaml is \"0s\": it must be more than"
                        + " zero",
                "'alerts: {target: 3}' | alerts.target in engine.yaml is \"3.0\": it must be above 0"
                        + " and below 1: 0.03 is 3 %",
                "'alerts: {target: much}' | alerts.target in engine.yaml is \"much\": it must be a"
                        + " share, such as 0.03",
                "'alerts: {exclude: [today]}' | alerts.exclude in engine.yaml is \"today\": it must"
                        + " be a period such as {from: ",
                "'alerts: {exclude: [{from: 2026-01-01T00:00:00Z}]}' | alerts.exclude in"
                        + " engine.yaml must be a list of periods, such as [{from: T, to: T}]",
                "'alerts: {exclude: [{from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}]}' |"
                        + " it must end after it begins"
            })
    void a_wrong_value_is_named_with_its_key_and_file(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem.replace("engine.yaml", file().toString()));
    }

    private Path file() {
        return directory.resolve("engine.yaml");
    }

    private AlertConfig read(String text) throws IOException {
        Files.writeString(file(), text);
        return ConfigReader.read(Optional.of(file()), Map.of(), Map.of()).config().alerts();
    }
}
