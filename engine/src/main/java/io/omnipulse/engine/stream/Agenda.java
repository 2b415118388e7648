package io.omnipulse.engine.stream;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be done when, so that nobody looks at what has nothing to do. Each item has one time
 * at most.
 */
final class Agenda<T> {
    private final NavigableMap<Long, Set<T>> byTime = new TreeMap<>();
    private final Map<T, Long> timeOf = new HashMap<>();

    /** Sets the item's time, or strikes the item off. */
    void set(T item, OptionalLong atMs) {
        Long before = timeOf.get(item);
        if (before != null && atMs.isPresent() && before == atMs.getAsLong()) {
            return;
        }
        if (before != null) {
            timeOf.remove(item);
            Set<T> sameTime = byTime.get(before);
            if (sameTime != null && sameTime.remove(item) && sameTime.isEmpty()) {
                byTime.remove(before);
            }
        }
        if (atMs.isPresent()) {
            timeOf.put(item, atMs.getAsLong());
            byTime.computeIfAbsent(atMs.getAsLong(), time -> new LinkedHashSet<>()).add(item);
        }
    }

    /** The earliest time; empty where nothing is planned. */
    OptionalLong first() {
        return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.firstKey());
    }

    /** Takes the items whose time has come, earliest first. */
    Set<T> takeUpTo(long nowMs) {
        Set<T> due = new LinkedHashSet<>();
        NavigableMap<Long, Set<T>> past = byTime.headMap(nowMs, true);
        past.values().forEach(due::addAll);
        past.clear();
        due.forEach(timeOf::remove);
        return due;
    }
}
