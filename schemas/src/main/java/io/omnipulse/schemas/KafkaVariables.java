package io.omnipulse.schemas;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kafka's properties as the environment names them: {@code OMNIPULSE_KAFKA_SASL_MECHANISM} is
 * {@code sasl.mechanism}. Every underscore stands for a point, so properties that have an
 * underscore or a hyphen can only be set elsewhere.
 */
public final class KafkaVariables {
    private static final String PREFIX = "OMNIPULSE_KAFKA_";

    private KafkaVariables() {}

    /** The property that a variable sets; empty if it sets none. */
    public static Optional<String> property(String variable) {
        return variable.startsWith(PREFIX) && variable.length() > PREFIX.length()
                ? Optional.of(
                        variable.substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'))
                : Optional.empty();
    }

    /** All that an environment sets. A variable that is set to nothing counts as not set. */
    public static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>();
        environment.forEach(
                (variable, value) -> {
                    if (!value.isBlank()) {
                        property(variable).ifPresent(key -> properties.put(key, value));
                    }
                });
        return properties;
    }
}
