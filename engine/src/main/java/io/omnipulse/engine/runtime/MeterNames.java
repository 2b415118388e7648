package io.omnipulse.engine.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives the meters of the binders names that {@code promtool check metrics} accepts: Kafka
 * abbreviates units and calls gauges counts, which Prometheus keeps for histograms; and some of its
 * meters have no help.
 */
final class MeterNames implements MeterFilter {
    private static final Map<String, String> WORDS = Map.of("ns", "nanos", "ms", "millis");

    @Override
    public Meter.Id map(Meter.Id id) {
        String name =
                Arrays.stream(id.getName().split("\\.", -1))
                        .map(word -> WORDS.getOrDefault(word, word))
                        .collect(Collectors.joining("."));
        if (name.endsWith(".count") && isGauge(id)) {
            name = name.substring(0, name.length() - ".count".length()) + ".number";
        }
        String description = id.getDescription();
        String help =
                description == null || description.isBlank() ? name.replace('.', ' ') : description;
        String unit = id.getBaseUnit();
        String longUnit = unit == null ? null : WORDS.getOrDefault(unit, unit);
        return new Meter.Id(name, Tags.of(id.getTags()), longUnit, help, id.getType());
    }

    private static boolean isGauge(Meter.Id id) {
        return id.getType() == Meter.Type.GAUGE || id.getType() == Meter.Type.OTHER;
    }
}
