package io.omnipulse.engine.backfill;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of a twin take the place of which rows of live, so that readers see the twin's from an
 * end on and nothing else.
 *
 * @param written the keys of the twin's rows, and under which key each is written: its own, but for
 *     the row that holds at the first end and was written before it
 * @param emptied the keys under which a row without KPIs is written, since the twin says nothing
 *     there and the row of live before it would go on to hold
 * @param removed the keys of live's rows that get a tombstone, since the twin has none there
 */
record Replacement(Map<String, String> written, Set<String> emptied, Set<String> removed) {
    Replacement {
        written = Map.copyOf(written);
        emptied = Set.copyOf(emptied);
        removed = Set.copyOf(removed);
    }

    /** Of the present rows: all of them. */
    static Replacement ofValues(Collection<String> live, Collection<String> twin) {
        Map<String, String> written = new HashMap<>();
        twin.forEach(key -> written.put(key, key));
        return new Replacement(written, Set.of(), without(live, written));
    }

    /**
     * Of the history, from an end on.
     *
     * @param fromMs the first end; Long.MIN_VALUE for all
     */
    static Replacement ofHistory(Collection<String> live, Collection<String> twin, long fromMs) {
        Map<String, String> written = new HashMap<>();
        Map<String, HistoryKey> twinHeld = new HashMap<>();
        for (String text : twin) {
            HistoryKey key = HistoryKey.of(text);
            if (key.endMs() >= key.firstEnd(fromMs)) {
                written.put(text, text);
            }
            hold(key, fromMs, twinHeld);
        }
        twinHeld.values().forEach(key -> written.put(key.text(), first(key, fromMs).text()));
        Map<String, HistoryKey> liveHeld = new HashMap<>();
        Set<String> replaced = new HashSet<>();
        for (String text : live) {
            HistoryKey key = HistoryKey.of(text);
            if (key.endMs() < key.firstEnd(fromMs)) {
                hold(key, fromMs, liveHeld);
            } else {
                replaced.add(text);
            }
        }
        liveHeld.keySet().removeAll(twinHeld.keySet());
        Set<String> emptied = new HashSet<>();
        liveHeld.values().forEach(key -> emptied.add(first(key, fromMs).text()));
        Set<String> removed = without(replaced, written);
        removed.removeAll(emptied);
        return new Replacement(written, emptied, removed);
    }

    /** Whether a row of live's history gives way, and is kept before. */
    static boolean givesWay(String key, long fromMs) {
        HistoryKey parsed = HistoryKey.of(key);
        return parsed.endMs() >= parsed.firstEnd(fromMs);
    }

    /** Notes a row if none is known of its series that holds at the first end for longer. */
    private static void hold(HistoryKey key, long fromMs, Map<String, HistoryKey> held) {
        if (fromMs != Long.MIN_VALUE && key.endMs() <= key.firstEnd(fromMs)) {
            held.merge(key.series(), key, (a, b) -> a.endMs() > b.endMs() ? a : b);
        }
    }

    private static HistoryKey first(HistoryKey key, long fromMs) {
        return key.at(key.firstEnd(fromMs));
    }

    private static Set<String> without(Collection<String> live, Map<String, String> written) {
        Set<String> removed = new HashSet<>(live);
        removed.removeAll(written.values());
        return removed;
    }
}
