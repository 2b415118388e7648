package io.omnipulse.engine.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done when, so that nobody looks at what has nothing to do. Each item has one time
 * at most; in which order the items of one time are taken is left open.
 */
final class Agenda<T> {
    private final NavigableMap<Long, Page<T>> byTime = new TreeMap<>();

    /** What is to be done at one time. */
    private record Page<T>(long atMs, List<Entry<T>> entries) {}

    /** An item and where it stands, so that nobody searches for it. Kept by whom the item is. */
    static final class Entry<T> {
        private final T item;
        private @Nullable Page<T> page;
        private int place;

        Entry(T item) {
            this.item = item;
        }
    }

    /** Sets the item's time, or strikes the item off. */
    void set(Entry<T> entry, OptionalLong atMs) {
        Page<T> before = entry.page;
        if (before != null && atMs.isPresent() && before.atMs == atMs.getAsLong()) {
            return;
        }
        if (before != null) {
            strikeOff(entry, before);
        }
        if (atMs.isPresent()) {
            Page<T> page =
                    byTime.computeIfAbsent(
                            atMs.getAsLong(), time -> new Page<>(time, new ArrayList<>(2)));
            entry.page = page;
            entry.place = page.entries.size();
            page.entries.add(entry);
        }
    }

    /** The last of its time takes its place. */
    private void strikeOff(Entry<T> entry, Page<T> page) {
        Entry<T> last = page.entries.remove(page.entries.size() - 1);
        if (last != entry) {
            page.entries.set(entry.place, last);
            last.place = entry.place;
        }
        entry.page = null;
        if (page.entries.isEmpty()) {
            byTime.remove(page.atMs);
        }
    }

    /** The earliest time; empty where nothing is planned. */
    OptionalLong first() {
        return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.firstKey());
    }

    /** Takes the items whose time has come, earliest first. */
    List<T> takeUpTo(long nowMs) {
        List<T> due = new ArrayList<>();
        NavigableMap<Long, Page<T>> past = byTime.headMap(nowMs, true);
        past.values()
                .forEach(
                        page ->
                                page.entries.forEach(
                                        entry -> {
                                            entry.page = null;
                                            due.add(entry.item);
                                        }));
        past.clear();
        return due;
    }
}
