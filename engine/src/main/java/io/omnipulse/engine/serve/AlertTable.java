package io.omnipulse.engine.serve;

import io.omnipulse.kpi.KpiAlert;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest alerts, as the topic {@code kpi-alerts} states them. One writer, any number of
 * readers.
 *
 * <p>It is bounded. What has to go is the oldest closed alert, and an open one only where all are
 * open: somebody may still have to look at it.
 */
public final class AlertTable implements TopicTable {
    /** How many are kept. A person cannot look at more, and the topic keeps them all. */
    static final int MOST = 1_000;

    // Both are guarded by this.
    private final Map<String, Alert> byKey = new HashMap<>();
    private final NavigableSet<Alert> newestFirst = new TreeSet<>(Alert.NEWEST_FIRST);

    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean complete;

    /** Takes one record; of two writers of one alert, the higher application version is right. */
    @Override
    public void take(
            int partition, long appendedMs, byte @Nullable [] key, @Nullable SpecificRecord value) {
        if (key == null) {
            throw new IllegalArgumentException("the record has no key");
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            remove(id);
        } else if (value instanceof KpiAlert alert && alert.getId().equals(id)) {
            put(id, Alert.of(alert));
        } else {
            throw new IllegalArgumentException("the value is no alert of this key");
        }
        changes.incrementAndGet();
    }

    private synchronized void remove(String id) {
        Alert gone = byKey.remove(id);
        if (gone != null) {
            newestFirst.remove(gone);
        }
    }

    private synchronized void put(String id, Alert now) {
        Alert before = byKey.get(id);
        if (before != null && before.version() > now.version()) {
            return;
        }
        remove(id);
        byKey.put(id, now);
        newestFirst.add(now);
        if (byKey.size() > MOST) {
            remove(leastMissed().id());
        }
    }

    private Alert leastMissed() {
        for (Alert oldest : newestFirst.descendingSet()) {
            if (!oldest.isOpen()) {
                return oldest;
            }
        }
        return newestFirst.last();
    }

    /** All that are kept, newest first. */
    synchronized List<Alert> newestFirst() {
        return List.copyOf(newestFirst);
    }

    /** Grows with each record, so that a reader knows whether there may be something new. */
    long changes() {
        return changes.get();
    }

    @Override
    public void countUnreadable() {
        unreadable.incrementAndGet();
    }

    long unreadable() {
        return unreadable.get();
    }

    @Override
    public void markComplete() {
        complete = true;
        changes.incrementAndGet();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
