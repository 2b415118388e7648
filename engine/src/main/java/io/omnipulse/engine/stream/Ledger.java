package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.event.EventType;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of the records read since the last commit. Nearly all are counted or duplicates, so
 * these are plain numbers by type. Mutable; emptied by {@link #drain}.
 */
final class Ledger {
    private static final EventType[] TYPES = EventType.values();

    private final long[] counted = new long[TYPES.length];
    private final long[] duplicate = new long[TYPES.length];
    private final Map<LedgerEntry, Long> setAside = new HashMap<>();

    /** A record of the type is a duplicate, until its journey says which facts count. */
    void read(EventType type) {
        duplicate[type.ordinal()]++;
    }

    /** A fact begins (+1) or ceases (−1) to count: another record is, or is no longer, its copy. */
    void counted(EventType type, int change) {
        counted[type.ordinal()] += change;
        duplicate[type.ordinal()] -= change;
    }

    void tooLate(String topic) {
        setAside.merge(LedgerEntry.tooLate(topic), 1L, Long::sum);
    }

    void rejected(String topic, Reason reason) {
        setAside.merge(LedgerEntry.rejected(topic, reason), 1L, Long::sum);
    }

    /** Hands over the lines that changed, and forgets them. */
    Map<LedgerEntry, Long> drain() {
        Map<LedgerEntry, Long> changes = new HashMap<>(setAside);
        for (EventType type : TYPES) {
            put(changes, LedgerEntry.counted(type.topic()), counted, type);
            put(changes, LedgerEntry.duplicate(type.topic()), duplicate, type);
        }
        setAside.clear();
        return changes;
    }

    private static void put(
            Map<LedgerEntry, Long> changes, LedgerEntry entry, long[] of, EventType type) {
        long change = of[type.ordinal()];
        if (change != 0) {
            changes.put(entry, change);
            of[type.ordinal()] = 0;
        }
    }
}
