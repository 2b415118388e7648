package io.omnipulse.engine.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key of a record of {@code kpi-values}, a JSON array: a row's, a heartbeat's, a ledger entry's
 * or a watch's.
 *
 * <p>Messages of errors never hold the key itself: names of campaigns are the business of whoever
 * runs them.
 */
sealed interface TableKey
        permits RowKey, TableKey.OfHeartbeat, TableKey.OfLedger, TableKey.OfWatch {
    /** {@code ["heartbeat",3]}: the heartbeat of one partition. */
    record OfHeartbeat(int partition) implements TableKey {}

    /**
     * {@code ["total","*","*","outcome=rejected","reason=bad-time","topic=pos-sales"]}: what became
     * of records since the beginning.
     *
     * @param topic where they were read; empty where the count is not by topic
     * @param outcome what became of them, as in metrics: {@code too_late}
     * @param reason why they were refused; empty where they were not
     */
    record OfLedger(String topic, String outcome, String reason) implements TableKey {}

    /**
     * {@code ["total","spring","web","watch=session_conversion_ratio"]}: what the watch over one
     * KPI of one cut is able to see.
     *
     * @param kpi the KPI that is watched
     * @param campaign a campaign, {@code none}, or {@code *} for all
     * @param channel a channel, or {@code *} for all
     */
    record OfWatch(String kpi, String campaign, String channel) implements TableKey {}

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if it is none of the four; the message says what is wrong,
     *     without quoting it
     */
    static TableKey parse(byte[] utf8) {
        List<JsonNode> parts = parts(utf8);
        if (parts.size() == 2
                && parts.get(0).asText().equals("heartbeat")
                && parts.get(1).canConvertToInt()) {
            return new OfHeartbeat(parts.get(1).intValue());
        }
        if (parts.size() < 3 || !parts.stream().allMatch(JsonNode::isTextual)) {
            throw new IllegalArgumentException(
                    "the key is not an array of window, campaign, channel and dimensions");
        }
        String label = parts.get(0).textValue();
        if (!label.equals("total")) {
            return row(parts);
        }
        SortedMap<String, String> dimensions = dimensions(parts.subList(3, parts.size()));
        String watched = dimensions.get("watch");
        return watched != null
                ? new OfWatch(watched, parts.get(1).textValue(), parts.get(2).textValue())
                : new OfLedger(
                        dimensions.getOrDefault("topic", ""),
                        dimensions.getOrDefault("outcome", "").replace('-', '_'),
                        dimensions.getOrDefault("reason", ""));
    }

    /**
     * The key of a record of {@code kpi-history}: {@code ["5m","spring","web",1795341900000]}.
     *
     * @param row what the row is about
     * @param endMs the end of its window
     */
    record AtEnd(RowKey row, long endMs) {}

    /**
     * Reads a key of {@code kpi-history}.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, without
     *     quoting it
     */
    static AtEnd parseHistory(byte[] utf8) {
        List<JsonNode> parts = parts(utf8);
        int last = parts.size() - 1;
        if (last < 3
                || !parts.get(last).isIntegralNumber()
                || !parts.get(last).canConvertToLong()
                || !parts.subList(0, last).stream().allMatch(JsonNode::isTextual)) {
            throw new IllegalArgumentException(
                    "the key is not an array of window, campaign, channel, dimensions and end");
        }
        return new AtEnd(row(parts.subList(0, last)), parts.get(last).longValue());
    }

    private static RowKey row(List<JsonNode> parts) {
        Window window =
                Window.named(parts.get(0).textValue())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the key's window is none of " + Window.labels()));
        return new RowKey(
                window,
                parts.get(1).textValue(),
                parts.get(2).textValue(),
                dimensions(parts.subList(3, parts.size())));
    }

    private static List<JsonNode> parts(byte[] utf8) {
        JsonNode key;
        try {
            key = Json.MAPPER.readTree(utf8);
        } catch (IOException e) {
            // The cause would quote the key.
            throw new IllegalArgumentException("the key is not JSON");
        }
        if (!key.isArray()) {
            throw new IllegalArgumentException("the key is not a JSON array");
        }
        List<JsonNode> parts = new ArrayList<>();
        key.forEach(parts::add);
        return parts;
    }

    private static SortedMap<String, String> dimensions(List<JsonNode> texts) {
        if (texts.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, String> dimensions = new TreeMap<>();
        for (JsonNode text : texts) {
            int sign = text.textValue().indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException(
                        "a further dimension of the key is not written as name=value");
            }
            dimensions.put(
                    text.textValue().substring(0, sign), text.textValue().substring(sign + 1));
        }
        return Collections.unmodifiableSortedMap(dimensions);
    }

    /** Holds the reader of keys, which is costly to make and safe to share. */
    final class Json {
        private static final ObjectMapper MAPPER = JsonMapper.builder().build();

        private Json() {}
    }
}
