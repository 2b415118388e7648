package io.omnipulse.engine.serve;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Metric families in the making: one help text per name, one value per set of labels, whatever is
 * put in. Confined to one thread.
 */
final class Families {
    private record Family(String help, Map<Labels, Double> points) {}

    private final Map<String, Family> gauges = new TreeMap<>();
    private final Map<String, Family> counters = new TreeMap<>();

    /** The first value of a name and its labels stays. */
    void gauge(String name, String help, Labels labels, double value) {
        put(gauges, name, help, labels, value);
    }

    /**
     * Adds a counter.
     *
     * @param name without the {@code _total} that it gets
     */
    void counter(String name, String help, Labels labels, double value) {
        put(counters, name, help, labels, value);
    }

    private static void put(
            Map<String, Family> families, String name, String help, Labels labels, double value) {
        families.computeIfAbsent(name, key -> new Family(help, new LinkedHashMap<>()))
                .points()
                .putIfAbsent(labels, value);
    }

    /** How many gauges there are, over all names. */
    int gaugeCount() {
        return gauges.values().stream().mapToInt(family -> family.points().size()).sum();
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(
                Stream.concat(
                                gauges.entrySet().stream()
                                        .map(entry -> gauge(entry.getKey(), entry.getValue())),
                                counters.entrySet().stream()
                                        .map(entry -> counter(entry.getKey(), entry.getValue())))
                        .toList());
    }

    private static MetricSnapshot gauge(String name, Family family) {
        return new GaugeSnapshot(
                new MetricMetadata(name, family.help()),
                family.points().entrySet().stream()
                        .map(
                                point ->
                                        new GaugeDataPointSnapshot(
                                                point.getValue(), point.getKey(), null))
                        .toList());
    }

    private static MetricSnapshot counter(String name, Family family) {
        return new CounterSnapshot(
                new MetricMetadata(name, family.help()),
                family.points().entrySet().stream()
                        .map(
                                point ->
                                        new CounterDataPointSnapshot(
                                                point.getValue(), point.getKey(), null, 0))
                        .toList());
    }
}
