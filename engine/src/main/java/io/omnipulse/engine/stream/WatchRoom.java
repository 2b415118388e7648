package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.Alert;
import io.omnipulse.engine.core.alert.Counts;
import io.omnipulse.engine.core.alert.Minute;
import io.omnipulse.engine.core.alert.Watch;
import io.omnipulse.engine.core.alert.WatchCodec;
import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.engine.core.alert.WatchStatus;
import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.progress.Watermarks;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The watch, in the room of the roll-up over everything: it collects minutes, and hands each to the
 * watch once, in order, when it is final. Kept in the panes' store under keys that no cut has, in
 * the same commits.
 */
final class WatchRoom {
    private static final int FORMAT = 1;
    private static final byte WATCH = 'a';
    private static final byte STATE = 0;
    private static final byte PENDING = 1;
    private static final Bytes STATE_KEY = Bytes.wrap(new byte[] {WATCH, STATE});

    /** Of more cuts in one minute, those with the fewest sessions are in the whole only. */
    private static final int MOST_CUTS = 1_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Watch watch;
    private final NavigableMap<Long, Minute> pending = new TreeMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();
    private boolean taken;

    private WatchRoom(KeyValueStore<Bytes, byte[]> store, Watch watch) {
        this.store = store;
        this.watch = watch;
    }

    /** The watch as it was stored; empty where nothing is watched, and then it is forgotten. */
    static Optional<WatchRoom> open(KeyValueStore<Bytes, byte[]> store, StreamSettings settings) {
        if (!settings.watches()) {
            if (!settings.bounded()) {
                forget(store);
            }
            return Optional.empty();
        }
        return settings.alerts().map(alerts -> load(store, alerts));
    }

    /** A watch that has missed some time would take it for silence. */
    private static void forget(KeyValueStore<Bytes, byte[]> store) {
        if (store.get(STATE_KEY) != null) {
            store.delete(STATE_KEY);
        }
        for (Minute minute : stored(store).values()) {
            store.delete(key(minute.minute()));
        }
    }

    private static WatchRoom load(KeyValueStore<Bytes, byte[]> store, WatchSettings settings) {
        byte[] state = store.get(STATE_KEY);
        Watch watch = state == null ? new Watch(settings) : WatchCodec.decode(state, settings);
        WatchRoom room = new WatchRoom(store, watch);
        room.pending.putAll(stored(store));
        return room;
    }

    private static NavigableMap<Long, Minute> stored(KeyValueStore<Bytes, byte[]> store) {
        NavigableMap<Long, Minute> minutes = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(key(0), key(Long.MAX_VALUE))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                Minute minute =
                        WatchCodec.readMinute(
                                new ByteReader(entry.value)
                                        .version(FORMAT, "a stored watched minute"));
                minutes.put(minute.minute(), minute);
            }
        }
        return minutes;
    }

    /**
     * Adds parts of minutes. What comes to a minute that was taken already comes too late for it.
     */
    void add(ByCut.Watched watched) {
        for (Minute part : watched.parts()) {
            if (watch.lastMinute().isEmpty() || part.minute() > watch.lastMinute().getAsLong()) {
                pending.merge(part.minute(), part, WatchRoom::sum);
                changed.add(part.minute());
            }
        }
    }

    private static Minute sum(Minute minute, Minute part) {
        Minute sum = minute.plus(part);
        if (sum.leaves().size() <= MOST_CUTS) {
            return sum;
        }
        Map<Cut, Counts> most = new HashMap<>();
        sum.leaves().entrySet().stream()
                .sorted(
                        Comparator.comparingLong(
                                (Map.Entry<Cut, Counts> leaf) -> -leaf.getValue().starts()))
                .limit(MOST_CUTS)
                .forEach(leaf -> most.put(leaf.getKey(), leaf.getValue()));
        return Minute.of(sum.minute(), sum.total(), most);
    }

    /**
     * Hands over the minutes that are final.
     *
     * @param finalToMs what ends up to here is final
     * @return whether there were any
     */
    boolean advance(long finalToMs, Consumer<Alert> to) {
        if (finalToMs == Watermarks.UNKNOWN || finalToMs == Watermarks.ENDED) {
            return false;
        }
        long last = Math.floorDiv(finalToMs, Minute.MS) - 1;
        long before = watch.lastMinute().orElse(Long.MIN_VALUE);
        NavigableMap<Long, Minute> due = pending.headMap(last, true);
        due.values().forEach(minute -> watch.take(minute, to));
        changed.addAll(due.keySet());
        due.clear();
        watch.advanceTo(last, to);
        boolean advanced = watch.lastMinute().orElse(Long.MIN_VALUE) != before;
        taken |= advanced;
        return advanced;
    }

    /** What the watch knows; empty before the first minute. */
    Optional<WatchStatus> status() {
        return watch.lastMinute().isEmpty() ? Optional.empty() : Optional.of(watch.status());
    }

    /** Puts what has changed since the last call. */
    void store() {
        for (long minute : changed) {
            Minute now = pending.get(minute);
            if (now == null) {
                store.delete(key(minute));
            } else {
                ByteWriter out = new ByteWriter().raw(FORMAT);
                WatchCodec.writeMinute(out, now);
                store.put(key(minute), out.toBytes());
            }
        }
        changed.clear();
        if (taken) {
            store.put(STATE_KEY, WatchCodec.encode(watch));
            taken = false;
        }
    }

    private static Bytes key(long minute) {
        return Bytes.wrap(
                ByteBuffer.allocate(2 + Long.BYTES)
                        .put(WATCH)
                        .put(PENDING)
                        .putLong(minute)
                        .array());
    }
}
