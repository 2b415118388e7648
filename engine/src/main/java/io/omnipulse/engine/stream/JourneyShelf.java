package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The decoded journeys above the store, the least recently used put back first. What has changed is
 * put once in each commit, or earlier when it must make room.
 */
final class JourneyShelf {
    private static final int HELD = 50_000;
    private static final int MANY_CHANGED = 20_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final LinkedHashMap<Subject, Journey> held = new LinkedHashMap<>(1024, 0.75f, true);
    private final Set<Subject> changed = new HashSet<>();
    private final Consumer<Journey> beforePut;

    /**
     * @param beforePut what is done to a changed journey before it is stored: folding it
     */
    JourneyShelf(KeyValueStore<Bytes, byte[]> store, Consumer<Journey> beforePut) {
        this.store = store;
        this.beforePut = beforePut;
    }

    Journey take(Subject subject) {
        Journey journey = held.get(subject);
        if (journey == null) {
            byte[] stored = store.get(keyOf(subject));
            journey = stored == null ? new Journey(subject) : JourneyCodec.decode(subject, stored);
            held.put(subject, journey);
            makeRoom(subject);
        }
        return journey;
    }

    void changed(Subject subject) {
        changed.add(subject);
    }

    boolean hasManyChanges() {
        return changed.size() >= MANY_CHANGED;
    }

    void putChanges() {
        for (Subject subject : changed) {
            put(subject, held.get(subject));
        }
        changed.clear();
    }

    private void makeRoom(Subject keep) {
        if (held.size() <= HELD) {
            return;
        }
        Map.Entry<Subject, Journey> eldest = held.entrySet().iterator().next();
        Subject subject = eldest.getKey();
        if (subject.equals(keep)) {
            return;
        }
        if (changed.remove(subject)) {
            put(subject, eldest.getValue());
        }
        held.remove(subject);
    }

    private void put(Subject subject, @Nullable Journey journey) {
        if (journey == null) {
            throw new IllegalStateException("a changed journey left the heap before it was stored");
        }
        beforePut.accept(journey);
        store.put(keyOf(subject), JourneyCodec.encode(journey));
    }

    /** One byte for the kind, then the id: customer 7 is not visitor 7. */
    private static Bytes keyOf(Subject subject) {
        byte[] id = subject.id().getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[id.length + 1];
        key[0] = (byte) ('a' + subject.kind().ordinal());
        System.arraycopy(id, 0, key, 1, id.length);
        return Bytes.wrap(key);
    }
}
