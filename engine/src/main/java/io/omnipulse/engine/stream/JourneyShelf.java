package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The decoded journeys above the store, the least recently used put back first. What has changed is
 * put once in each commit, or earlier when it must make room.
 */
final class JourneyShelf {
    /**
     * Enough for those who are active now. What is held longer survives collections of the heap,
     * and those cost more than to read a journey again.
     */
    private static final int HELD = 4_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final LinkedHashMap<Subject, Held> held = new LinkedHashMap<>(1024, 0.75f, true);
    private final Consumer<Journey> beforePut;
    private final Names names = new Names();
    private @Nullable Held last;
    private int changed;

    /** A journey on the heap, and whether the store has another one. */
    private static final class Held {
        final Subject subject;
        final Journey journey;
        boolean isChanged;

        Held(Subject subject, Journey journey) {
            this.subject = subject;
            this.journey = journey;
        }
    }

    /**
     * @param beforePut what is done to a changed journey before it is stored: folding it
     */
    JourneyShelf(KeyValueStore<Bytes, byte[]> store, Consumer<Journey> beforePut) {
        this.store = store;
        this.beforePut = beforePut;
    }

    /** The subject's journey. */
    Journey take(Subject subject) {
        Held taken = hold(subject);
        last = taken;
        return taken.journey;
    }

    /** What was done to the journey that was taken last is stored in this commit. */
    void changed() {
        Held taken = last;
        if (taken == null) {
            throw new IllegalStateException("no journey was taken");
        }
        if (!taken.isChanged) {
            taken.isChanged = true;
            changed++;
        }
    }

    private Held hold(Subject subject) {
        Held known = held.get(subject);
        if (known != null) {
            return known;
        }
        byte[] stored = store.get(keyOf(subject));
        Journey journey =
                stored == null ? new Journey(subject) : JourneyCodec.decode(subject, stored, names);
        Held taken = new Held(subject, journey);
        held.put(subject, taken);
        makeRoom();
        return taken;
    }

    boolean hasChanges() {
        return changed > 0;
    }

    void putChanges() {
        held.values().forEach(this::put);
    }

    private void makeRoom() {
        if (held.size() > HELD) {
            Iterator<Held> eldestFirst = held.values().iterator();
            put(eldestFirst.next());
            eldestFirst.remove();
        }
    }

    private void put(Held of) {
        if (of.isChanged) {
            beforePut.accept(of.journey);
            store.put(keyOf(of.subject), JourneyCodec.encode(of.journey));
            of.isChanged = false;
            changed--;
        }
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
