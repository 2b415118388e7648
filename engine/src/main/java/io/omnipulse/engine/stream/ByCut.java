package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.Minute;
import io.omnipulse.engine.core.alert.WatchCodec;
import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.MeasuresCodec;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.progress.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What passes the door {@code by-cut}: a versioned union of a cut's partial, the ledger's, a mark,
 * and what is watched.
 */
sealed interface ByCut {
    int FORMAT = 1;

    /** What one commit of one task adds to one cut. */
    record Partial(Cut cut, Map<Slot, Measures> slots) implements ByCut {}

    /** What one commit of one task adds to the ledger. */
    record LedgerPartial(Map<LedgerEntry, Long> counts) implements ByCut {}

    /** What one commit of one task adds to the minutes that are watched. */
    record Watched(List<Minute> parts) implements ByCut {
        public Watched {
            parts = List.copyOf(parts);
        }
    }

    /** A mark, for every partition. */
    record Marking(Mark mark) implements ByCut {}

    static byte[] encode(ByCut value) {
        ByteWriter out = new ByteWriter().raw(FORMAT);
        if (value instanceof Partial partial) {
            out.raw(1).text(partial.cut().campaign()).text(partial.cut().channel());
            MeasuresCodec.writePartial(out, partial.slots());
        } else if (value instanceof LedgerPartial ledger) {
            out.raw(2);
            writeLedger(out, ledger.counts());
        } else if (value instanceof Watched watched) {
            out.raw(4).unsigned(watched.parts().size());
            watched.parts().forEach(part -> WatchCodec.writeMinute(out, part));
        } else {
            out.raw(3);
            Marks.write(out, ((Marking) value).mark());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format
     */
    static ByCut decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a record of by-cut");
        int tag = in.raw();
        switch (tag) {
            case 1 -> {
                Cut cut = new Cut(in.presentText(), in.presentText());
                Map<Slot, Measures> slots = new LinkedHashMap<>();
                MeasuresCodec.readPartial(in, slots::put);
                return new Partial(cut, slots);
            }
            case 2 -> {
                return new LedgerPartial(readLedger(in));
            }
            case 3 -> {
                return new Marking(Marks.read(in));
            }
            case 4 -> {
                List<Minute> parts = new ArrayList<>();
                for (int left = in.size(); left > 0; left--) {
                    parts.add(WatchCodec.readMinute(in));
                }
                return new Watched(parts);
            }
            default ->
                    throw new IllegalArgumentException(
                            "a record of by-cut has the unknown tag " + tag);
        }
    }

    static void writeLedger(ByteWriter out, Map<LedgerEntry, Long> counts) {
        out.unsigned(counts.size());
        new TreeMap<>(counts)
                .forEach(
                        (entry, count) ->
                                out.text(entry.topic())
                                        .text(entry.outcome())
                                        .text(entry.reason())
                                        .signed(count));
    }

    static Map<LedgerEntry, Long> readLedger(ByteReader in) {
        Map<LedgerEntry, Long> counts = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            LedgerEntry entry =
                    new LedgerEntry(in.presentText(), in.presentText(), in.presentText());
            counts.put(entry, in.signed());
        }
        return counts;
    }
}
