package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.pane.PaneCodec;
import io.omnipulse.engine.core.pane.PaneStore;
import io.omnipulse.engine.core.pane.RollingWindow;
import io.omnipulse.engine.core.time.Window;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stored form of the room of the panes. Keys: a tag; for windows then the cut, the window, and
 * either the header's tag or a pane's number in 8 bytes. A header sorts before the panes of its
 * window.
 */
final class PaneShelf {
    private static final byte WINDOWS = 'w';
    private static final byte END_OF_NAME = 0;
    private static final byte HEADER = 0;
    private static final byte PANE = 1;
    private static final Window[] ALL = Window.values();

    private final KeyValueStore<Bytes, byte[]> store;

    PaneShelf(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Reads everything that is stored back into the room. */
    void load(PaneRoom into, KpiCalculator kpis) {
        Map<Cut, Map<Window, RollingWindow>> cuts = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                if (entry.key.get()[0] == WINDOWS) {
                    restore(ByteBuffer.wrap(entry.key.get()), entry.value, cuts, kpis);
                }
            }
        }
        cuts.forEach(into::restore);
    }

    private static void restore(
            ByteBuffer key,
            byte[] value,
            Map<Cut, Map<Window, RollingWindow>> cuts,
            KpiCalculator kpis) {
        key.get();
        Cut cut = new Cut(readName(key), readName(key));
        Window window = ALL[key.get()];
        Map<Window, RollingWindow> windows =
                cuts.computeIfAbsent(cut, c -> new EnumMap<>(Window.class));
        if (key.get() == HEADER) {
            windows.put(window, PaneCodec.decodeHeader(value, window, kpis));
        } else {
            PaneCodec.decodePane(
                    value,
                    key.getLong(),
                    windows.computeIfAbsent(window, w -> new RollingWindow(w, kpis)));
        }
    }

    /** Puts what has changed of a window. */
    void put(PaneRoom.Place place) {
        place.rolling().drain(new Entries(place.cut(), place.rolling().window()));
    }

    private final class Entries implements PaneStore {
        private final byte[] prefix;

        Entries(Cut cut, Window window) {
            this.prefix = prefix(cut, window);
        }

        private ByteBuffer key(int more) {
            return ByteBuffer.allocate(prefix.length + more).put(prefix);
        }

        @Override
        public void pane(long pane, Measures change, Measures late) {
            Bytes key = Bytes.wrap(key(1 + Long.BYTES).put(PANE).putLong(pane).array());
            if (change.isEmpty() && late.isEmpty()) {
                store.delete(key);
            } else {
                store.put(key, PaneCodec.encodePane(change, late));
            }
        }

        @Override
        public void header(
                long settledPane,
                Measures totals,
                Presence presence,
                SortedMap<Long, Integer> revisions) {
            store.put(
                    Bytes.wrap(key(1).put(HEADER).array()),
                    PaneCodec.encodeHeader(settledPane, totals, presence, revisions));
        }
    }

    private static byte[] prefix(Cut cut, Window window) {
        byte[] campaign = cut.campaign().getBytes(StandardCharsets.UTF_8);
        byte[] channel = cut.channel().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + campaign.length + channel.length)
                .put(WINDOWS)
                .put(campaign)
                .put(END_OF_NAME)
                .put(channel)
                .put(END_OF_NAME)
                .put((byte) window.ordinal())
                .array();
    }

    /** Names hold no control characters, so the first zero byte ends one. */
    private static String readName(ByteBuffer key) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (byte next = key.get(); next != END_OF_NAME; next = key.get()) {
            name.write(next);
        }
        return name.toString(StandardCharsets.UTF_8);
    }
}
