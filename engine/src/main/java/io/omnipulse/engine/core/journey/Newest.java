package io.omnipulse.engine.core.journey;

import java.util.Map;

/** Keeps maps of times within bounds. */
final class Newest {
    private Newest() {}

    /** Removes all but the newest entries; those of one time go or stay together. */
    static void keep(int most, Map<String, Long> timesMs) {
        if (timesMs.size() <= most) {
            return;
        }
        long oldest =
                timesMs.values().stream()
                        .sorted()
                        .skip((long) timesMs.size() - most)
                        .findFirst()
                        .orElse(Long.MIN_VALUE);
        timesMs.values().removeIf(atMs -> atMs < oldest);
    }
}
