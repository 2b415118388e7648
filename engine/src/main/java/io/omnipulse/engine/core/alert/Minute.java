package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one minute brought; or a part of it, whose amounts may be below zero since events take back
 * what others had contributed.
 *
 * @param minute minutes since 1970-01-01T00:00Z
 * @param total of everything
 * @param leaves of each campaign on each channel, in the order of their names
 */
public record Minute(long minute, Counts total, NavigableMap<Cut, Counts> leaves) {
    public static final long MS = 60_000;

    static final Comparator<Cut> BY_NAME =
            Comparator.comparing(Cut::campaign).thenComparing(Cut::channel);

    public Minute {
        leaves = sorted(leaves);
    }

    public static Minute of(long minute, Counts total, Map<Cut, Counts> leaves) {
        return new Minute(minute, total, sorted(leaves));
    }

    static Minute empty(long minute) {
        return new Minute(minute, Counts.NONE, new TreeMap<>(BY_NAME));
    }

    private static NavigableMap<Cut, Counts> sorted(Map<Cut, Counts> leaves) {
        NavigableMap<Cut, Counts> sorted = new TreeMap<>(BY_NAME);
        sorted.putAll(leaves);
        return sorted;
    }

    /** The same with the amounts of another part of the minute. */
    public Minute plus(Minute part) {
        NavigableMap<Cut, Counts> sum = sorted(leaves);
        part.leaves.forEach((cut, counts) -> sum.merge(cut, counts, Counts::plus));
        return new Minute(minute, total.plus(part.total), sum);
    }

    /** The same without amounts below zero: what an event takes back may have come too late. */
    Minute atLeastNone() {
        NavigableMap<Cut, Counts> sum = sorted(leaves);
        sum.replaceAll((cut, counts) -> counts.atLeastNone());
        return new Minute(minute, total.atLeastNone(), sum);
    }
}
