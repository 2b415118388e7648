package io.omnipulse.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether what one topic takes fits into those that it is passed on to: records that are set aside,
 * or moved to their home, carry headers that say where they came from. One that does not fit would
 * stop the engine.
 */
final class RecordSizes {
    static final String LARGEST = "max.message.bytes";

    /** Origin, reason, and a message of Avro's or ours. */
    private static final long HEADERS = 64 * 1024;

    private RecordSizes() {}

    /**
     * What does not fit; each a sentence that says what to do.
     *
     * @param inputs by topic, the largest record it takes, in bytes
     * @param next the same of the topics that their records are passed on to
     */
    static List<String> problems(Map<String, Long> inputs, Map<String, Long> next) {
        List<String> problems = new ArrayList<>();
        Map.Entry<String, Long> largest =
                inputs.entrySet().stream()
                        .max(
                                Map.Entry.<String, Long>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .orElse(null);
        if (largest == null) {
            return problems;
        }
        long needed = largest.getValue() + HEADERS;
        next.forEach(
                (topic, takes) -> {
                    if (takes < needed) {
                        problems.add(
                                "topic "
                                        + topic
                                        + " has "
                                        + LARGEST
                                        + "="
                                        + takes
                                        + ", but "
                                        + largest.getKey()
                                        + " takes records of "
                                        + largest.getValue()
                                        + " bytes, which reach it with headers; raise it to "
                                        + needed
                                        + " at least with Kafka's kafka-configs, or lower that of "
                                        + largest.getKey());
                    }
                });
        return problems;
    }
}
