package io.omnipulse.engine.live;

import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records that are sent piece by piece while an engine runs, so that there are always some that it
 * has not committed.
 */
final class Feed {
    private static final int PIECE = 20;

    /**
     * A record to be sent.
     *
     * @param event what happened
     * @param atMs the record's timestamp
     */
    record Item(SpecificRecord event, long atMs) {
        static List<Item> atTheirTime(Collection<SpecificRecord> events) {
            return events.stream()
                    .map(event -> new Item(event, SampleTraffic.occurredAtMs(event)))
                    .toList();
        }
    }

    private final LiveCluster cluster;
    private final List<Item> items;
    private int sent;

    Feed(LiveCluster cluster, List<Item> items) {
        this.cluster = cluster;
        this.items = items;
    }

    /** The next piece. */
    void more() {
        if (sent == items.size()) {
            throw new AssertionError("all " + sent + " records are sent");
        }
        sendTo(Math.min(sent + PIECE, items.size()));
    }

    /** All that is left. */
    void rest() {
        sendTo(items.size());
    }

    private void sendTo(int end) {
        items.subList(sent, end).forEach(item -> cluster.send(item.event(), item.atMs()));
        cluster.flush();
        sent = end;
    }

    int sent() {
        return sent;
    }

    int size() {
        return items.size();
    }
}
