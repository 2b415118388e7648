package io.omnipulse.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Kafka clients hand on their configuration as they got it: text from a file, or values of Java.
 * Both read the same here.
 */
record ConfigValues(Map<String, ?> map) {

    Optional<String> text(String key) {
        Object value = map.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Password password) {
            return Optional.of(password.value());
        }
        if (value instanceof List<?> list) {
            return Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (value instanceof Class<?> type) {
            return Optional.of(type.getName());
        }
        return Optional.of(value.toString().trim());
    }

    /** The first of the keys that is set: Confluent renamed some. */
    Optional<String> firstText(String... keys) {
        for (String key : keys) {
            Optional<String> value = text(key);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    List<String> list(String key) {
        List<String> parts = new ArrayList<>();
        for (String part : text(key).orElse("").split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.trim());
            }
        }
        return List.copyOf(parts);
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> value = text(key).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new ConfigException(
                            key + " must be true or false, but is " + value.get());
        };
    }

    int count(String key, int otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(value.get());
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw notACount(key, value.get());
        }
        throw notACount(key, value.get());
    }

    Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(count(key, Math.toIntExact(otherwise.toMillis())));
    }

    private static ConfigException notACount(String key, String value) {
        return new ConfigException(key + " must be a whole number, zero or more, but is " + value);
    }
}
