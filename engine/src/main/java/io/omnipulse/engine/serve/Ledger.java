package io.omnipulse.engine.serve;

import io.omnipulse.engine.serve.TableKey.OfLedger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What became of every record read: counted, duplicate, too late or rejected. The counts come from
 * the engine's own transactions, so they are exact where a meter, raised in a transaction that was
 * then aborted, would not be.
 */
final class Ledger {
    static final String COUNTED = "counted";
    static final String RESTATED = "restated";

    /**
     * @param events how many, since the beginning
     * @param version version of the application that wrote it
     * @param grewMs when the broker took the record that first said this number
     */
    private record Entry(long events, int version, long grewMs) {}

    private final ConcurrentMap<OfLedger, Entry> entries = new ConcurrentHashMap<>();

    void put(OfLedger key, long events, int version, long appendedMs) {
        entries.merge(
                key,
                new Entry(events, version, appendedMs),
                (before, now) -> {
                    if (before.version() > now.version()) {
                        return before;
                    }
                    return before.events() == now.events()
                            ? new Entry(events, version, before.grewMs())
                            : now;
                });
    }

    void remove(OfLedger key) {
        entries.remove(key);
    }

    /** When the last event was counted, by broker time. */
    OptionalLong lastCountedMs() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().outcome().equals(COUNTED))
                .mapToLong(entry -> entry.getValue().grewMs())
                .max();
    }

    /** Events by topic, then outcome. */
    Map<String, Map<String, Long>> byOutcome() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (!key.topic().isEmpty()
                            && !key.outcome().isEmpty()
                            && !key.outcome().equals(RESTATED)) {
                        sums.computeIfAbsent(key.topic(), topic -> new TreeMap<>())
                                .merge(key.outcome(), entry.events(), Long::sum);
                    }
                });
        return sums;
    }

    /** Rejected events by topic, then reason. */
    Map<String, Map<String, Long>> byReason() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.outcome().equals("rejected")
                            && !key.topic().isEmpty()
                            && !key.reason().isEmpty()) {
                        sums.computeIfAbsent(key.topic(), topic -> new TreeMap<>())
                                .merge(key.reason(), entry.events(), Long::sum);
                    }
                });
        return sums;
    }

    /** Rows that were corrected after they were final; empty if the engine does not say. */
    OptionalLong restatements() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().outcome().equals(RESTATED))
                .mapToLong(entry -> entry.getValue().events())
                .reduce(Long::sum);
    }
}
