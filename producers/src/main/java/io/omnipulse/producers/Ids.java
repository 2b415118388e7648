package io.omnipulse.producers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of what one run brings forth. All contain its start and its seed: the engine counts an id
 * once, and two runs must not look like each other's duplicates.
 */
final class Ids {
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final String run;

    Ids(Instant start, long seed) {
        this.run = "-" + stamp(start) + "-" + Long.toString(seed, Character.MAX_RADIX) + "-";
    }

    /** How the start is written inside every id, such as {@code 20261122T101500000Z}. */
    static String stamp(Instant start) {
        return COMPACT.format(start);
    }

    String of(String prefix, long number) {
        return prefix + run + number;
    }

    String of(String prefix, long number, int part) {
        return prefix + run + number + "." + part;
    }
}
