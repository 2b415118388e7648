package io.omnipulse.engine.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The key of a record of {@code kpi-history}: {@code ["5m","spring","web",1795341900000]}.
 *
 * @param series the key up to its end: whose row it is
 * @param window the rolling window
 * @param endMs the end of the window
 */
record HistoryKey(String series, Window window, long endMs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @throws IllegalArgumentException if it is none; the message does not quote it
     */
    static HistoryKey of(String key) {
        List<JsonNode> parts = parts(key);
        JsonNode end = parts.get(parts.size() - 1);
        if (parts.size() < 4 || !end.isIntegralNumber()) {
            throw new IllegalArgumentException("a key of the history is not as the contract says");
        }
        Window window =
                Window.named(parts.get(0).asText())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a key of the history names no window"));
        return new HistoryKey(key.substring(0, key.lastIndexOf(',')), window, end.asLong());
    }

    /** The first end of this window that is not before an instant. */
    long firstEnd(long fromMs) {
        return fromMs == Long.MIN_VALUE
                ? fromMs
                : -Math.floorDiv(-fromMs, window.paneMs()) * window.paneMs();
    }

    HistoryKey at(long otherMs) {
        return new HistoryKey(series, window, otherMs);
    }

    String text() {
        return series + "," + endMs + "]";
    }

    String campaign() {
        return parts(text()).get(1).asText();
    }

    String channel() {
        return parts(text()).get(2).asText();
    }

    Map<String, String> dimensions() {
        List<JsonNode> parts = parts(text());
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode part : parts.subList(3, parts.size() - 1)) {
            int sign = part.asText().indexOf('=');
            dimensions.put(part.asText().substring(0, sign), part.asText().substring(sign + 1));
        }
        return dimensions;
    }

    private static List<JsonNode> parts(String key) {
        try {
            JsonNode json = JSON.readTree(key);
            List<JsonNode> parts = new ArrayList<>();
            json.forEach(parts::add);
            if (!json.isArray() || parts.isEmpty()) {
                throw new IllegalArgumentException("a key of the history is no JSON array");
            }
            return parts;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("a key of the history is no JSON"); // it would quote
        }
    }
}
