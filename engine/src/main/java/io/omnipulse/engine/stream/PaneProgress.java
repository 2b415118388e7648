package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Watermarks;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far the journeys have come, as the room of the panes knows it, what it has published, and the
 * ledger. Kept in the panes' store under keys that no cut has.
 */
final class PaneProgress {
    private static final int FORMAT = 1;
    private static final Bytes PROGRESS = Bytes.wrap(new byte[] {0});
    private static final Bytes LEDGER = Bytes.wrap(new byte[] {1});

    private final KeyValueStore<Bytes, byte[]> store;
    private final int journeyTasks;
    private final Watermarks journeys;
    private final Map<LedgerEntry, Long> ledger = new TreeMap<>();
    private long finalToMs = Watermarks.UNKNOWN;
    private long restatements;
    private boolean progressChanged;
    private boolean ledgerChanged;

    PaneProgress(KeyValueStore<Bytes, byte[]> store, int journeyTasks) {
        this.store = store;
        this.journeyTasks = journeyTasks;
        this.journeys = new Watermarks(journeyTasks);
        byte[] stored = store.get(PROGRESS);
        if (stored != null) {
            ByteReader in = new ByteReader(stored).version(FORMAT, "stored progress");
            finalToMs = in.signed();
            restatements = in.unsigned();
            for (int left = in.size(); left > 0; left--) {
                journeys.take(Marks.read(in));
            }
        }
        byte[] counts = store.get(LEDGER);
        if (counts != null) {
            ledger.putAll(
                    ByCut.readLedger(new ByteReader(counts).version(FORMAT, "a stored ledger")));
        }
    }

    void take(Mark mark) {
        journeys.take(mark);
        progressChanged = true;
    }

    void count(Map<LedgerEntry, Long> changes) {
        changes.forEach((entry, change) -> ledger.merge(entry, change, Long::sum));
        ledgerChanged = true;
    }

    void restated() {
        restatements++;
        progressChanged = true;
    }

    void publishedTo(long toMs) {
        progressChanged |= toMs != finalToMs;
        finalToMs = toMs;
    }

    long watermarkMs() {
        return journeys.watermarkMs();
    }

    double completeness(long endMs) {
        return journeys.shareBeyond(endMs);
    }

    long finalToMs() {
        return finalToMs;
    }

    long restatements() {
        return restatements;
    }

    Map<LedgerEntry, Long> ledger() {
        return Map.copyOf(ledger);
    }

    void store() {
        if (progressChanged) {
            ByteWriter out =
                    new ByteWriter()
                            .raw(FORMAT)
                            .signed(finalToMs)
                            .unsigned(restatements)
                            .unsigned(journeyTasks);
            journeys.toMarks().values().forEach(mark -> Marks.write(out, mark));
            store.put(PROGRESS, out.toBytes());
            progressChanged = false;
        }
        if (ledgerChanged) {
            ByteWriter out = new ByteWriter().raw(FORMAT);
            ByCut.writeLedger(out, ledger);
            store.put(LEDGER, out.toBytes());
            ledgerChanged = false;
        }
    }
}
