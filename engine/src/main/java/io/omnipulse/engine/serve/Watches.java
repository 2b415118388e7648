package io.omnipulse.engine.serve;

import io.omnipulse.engine.serve.TableKey.OfWatch;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The present state of every watch. One writer, any number of readers. */
final class Watches {
    private final ConcurrentMap<OfWatch, Watch> watches = new ConcurrentHashMap<>();

    /**
     * Takes one record.
     *
     * @param row what the watch says; absent for a tombstone
     * @throws IllegalArgumentException if the row does not say in which state the watch is
     */
    void apply(OfWatch key, int partition, long appendedMs, @Nullable KpiRow row) {
        if (row == null) {
            watches.remove(key);
            return;
        }
        Watch now =
                new Watch(
                        key,
                        Watch.State.numbered(stateNumber(row)),
                        value(row, "detectable_drop"),
                        value(row, "expected_per_minute"),
                        row.getVersion(),
                        partition,
                        appendedMs);
        watches.merge(
                key, now, (before, after) -> before.version() > after.version() ? before : after);
    }

    private static long stateNumber(KpiRow row) {
        return kpi(row, "watch_state")
                .map(KpiValue::getNumerator)
                .orElseThrow(
                        () -> new IllegalArgumentException("the watch does not say its state"));
    }

    private static OptionalDouble value(KpiRow row, String id) {
        return kpi(row, id).map(KpiValue::getValue).stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static Optional<KpiValue> kpi(KpiRow row, String id) {
        return row.getKpis().stream().filter(kpi -> kpi.getId().equals(id)).findFirst();
    }

    /** All watches, in no order. A view of a live table. */
    Collection<Watch> all() {
        return watches.values();
    }
}
