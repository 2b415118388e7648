package io.omnipulse.engine.core.journey;

import java.util.Collection;

/** Keeps times within bounds. */
final class Newest {
    private Newest() {}

    /** Removes all but the newest entries; those of one time go or stay together. */
    static void keep(int most, Layers<Long> timesMs) {
        if (timesMs.atMost() <= most) {
            return;
        }
        Collection<Long> all = timesMs.toMap().values();
        if (all.size() > most) {
            long oldest =
                    all.stream()
                            .sorted()
                            .skip((long) all.size() - most)
                            .findFirst()
                            .orElse(Long.MIN_VALUE);
            timesMs.removeIf(atMs -> atMs < oldest);
        }
    }
}
