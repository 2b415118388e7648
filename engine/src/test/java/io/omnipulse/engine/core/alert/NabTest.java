package io.omnipulse.engine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.reference.RealData;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The watch on the labelled series of the Numenta Anomaly Benchmark. They are no conversions, so
 * each is read as the orders of a shop with 200 visitors a minute, scaled so that the median of its
 * first 15 % is 6 orders a minute. The watch looks for drops only, and most labels mean something
 * else: what it finds is asserted as it is, so that it does not get worse. With {@code
 * -Dsimulation=table} it prints the table of docs/alerts.md.
 */
class NabTest {
    private static final int VISITORS = 200;
    private static final double ORDERS = 6;
    private static final double KNOWN_BEFORE = 0.15;

    /** A window counts as a drop if it goes so far below the median before it. */
    private static final double DROP = -0.5;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /**
     * Labelled windows, those of them that hold a drop, those found, alarms, and those in windows.
     */
    private record Score(int windows, int drops, int found, int alarms, int right) {
        Score plus(Score other) {
            return new Score(
                    windows + other.windows,
                    drops + other.drops,
                    found + other.found,
                    alarms + other.alarms,
                    right + other.right);
        }

        /** One line of the table of docs/alerts.md. */
        String line(String name) {
            return String.format(
                    "| %s | %d | %d | %d | %d | %d |%n",
                    name, windows, drops, found, alarms, right);
        }
    }

    private record Span(long from, long to) {
        boolean holds(long minute) {
            return from <= minute && minute <= to;
        }
    }

    @Test
    void in_series_of_other_kinds_it_finds_some_drops_and_is_often_wrong() throws IOException {
        // Given
        JsonNode series =
                new ObjectMapper().readTree(RealData.text("data", "nab", "expected.json"));
        StringBuilder table = new StringBuilder();
        Score all = new Score(0, 0, 0, 0, 0);
        // When
        for (Map.Entry<String, JsonNode> each : series.properties()) {
            if (each.getValue().has("windows")) {
                Score score = score(each.getKey(), each.getValue());
                table.append(score.line(each.getKey()));
                all = all.plus(score);
            }
        }
        table.append(all.line("all"));
        // Then
        if ("table".equals(System.getProperty("simulation"))) {
            System.out.print(table);
        }
        assertThat(all.drops()).as(table.toString()).isEqualTo(16);
        assertThat(all.found()).as(table.toString()).isGreaterThanOrEqualTo(6);
        assertThat(all.alarms()).as(table.toString()).isLessThanOrEqualTo(24);
    }

    private static Score score(String name, JsonNode expected) {
        List<Span> windows = new ArrayList<>();
        List<Span> drops = new ArrayList<>();
        for (JsonNode window : expected.get("windows")) {
            Span span =
                    new Span(
                            minute(window.get("start").asText()),
                            minute(window.get("end").asText()));
            windows.add(span);
            if (window.get("lowest_vs_median_before").asDouble() <= DROP) {
                drops.add(span);
            }
        }
        List<Long> alarms = alarms(name);
        return new Score(
                windows.size(),
                drops.size(),
                (int) drops.stream().filter(drop -> alarms.stream().anyMatch(drop::holds)).count(),
                alarms.size(),
                (int)
                        alarms.stream()
                                .filter(at -> windows.stream().anyMatch(span -> span.holds(at)))
                                .count());
    }

    /** When a drop or an outage was raised, in minutes. */
    private static List<Long> alarms(String name) {
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        RealData.text("data", "nab", "data", name)
                .lines()
                .skip(1)
                .forEach(
                        line -> {
                            int comma = line.indexOf(',');
                            long minute = minute(line.substring(0, comma));
                            if (times.isEmpty() || minute > times.get(times.size() - 1)) {
                                times.add(minute);
                                values.add(Double.parseDouble(line.substring(comma + 1)));
                            }
                        });
        double unit =
                values.stream()
                                .limit((long) (KNOWN_BEFORE * values.size()))
                                .sorted()
                                .skip((long) (KNOWN_BEFORE * values.size() / 2))
                                .findFirst()
                                .orElseThrow()
                        / ORDERS;
        Watch watch = new Watch(Simulation.SETTINGS);
        List<Long> alarms = new ArrayList<>();
        double rest = 0;
        for (int i = 0; i + 1 < times.size(); i++) {
            for (long minute = times.get(i); minute < times.get(i + 1); minute++) {
                rest += Math.max(0, values.get(i)) / unit;
                long orders = (long) rest;
                rest -= orders;
                watch.take(
                        Minute.of(minute, new Counts(VISITORS, orders), Map.of()),
                        alert -> {
                            if (alert.rule() != AlertRule.DATA_HEALTH
                                    && alert.closedMs().isEmpty()) {
                                alarms.add(alert.openedMs() / Minute.MS);
                            }
                        });
            }
        }
        return alarms.stream().distinct().toList();
    }

    private static long minute(String time) {
        return LocalDateTime.parse(time.substring(0, 19), TIME).toEpochSecond(ZoneOffset.UTC) / 60;
    }
}
