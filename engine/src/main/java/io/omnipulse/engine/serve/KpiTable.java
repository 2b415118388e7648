package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.kpi.KpiRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The present value of every cut and window, as the topic {@code kpi-values} states it. One writer,
 * any number of readers.
 *
 * <p>A row is written only when it changes, so its own age says nothing. What says that it still
 * holds is the heartbeat of its partition: the engine writes the rows and the heartbeat of one
 * partition of its panes to one partition of {@code kpi-values}.
 */
public final class KpiTable implements TopicTable, HealthCheck {
    private final Duration staleAfter;
    private final Duration horizon;
    private final Duration finality;
    private final InstantSource clock;

    private final ConcurrentMap<RowKey, TableRow> rows = new ConcurrentHashMap<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final Ledger ledger = new Ledger();
    private final Watches watches = new Watches();
    private final AtomicReference<@Nullable TableRow> newest = new AtomicReference<>();
    private final AtomicLong unreadable = new AtomicLong();
    private final ConcurrentMap<String, String> ids = new ConcurrentHashMap<>();
    private final List<Consumer<RowKey>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean complete;

    /**
     * An empty table.
     *
     * @param staleAfter age from which a value counts as stale
     * @param horizon how long after its end, by watermark, a row is settled
     * @param finality how long after its end, by watermark, a row is final
     * @param clock what tells ages
     */
    public KpiTable(Duration staleAfter, Duration horizon, Duration finality, InstantSource clock) {
        this.staleAfter = staleAfter;
        this.horizon = horizon;
        this.finality = finality;
        this.clock = clock;
    }

    public KpiTable(ServeSettings settings, InstantSource clock) {
        this(settings.staleAfter(), settings.horizon(), settings.finality(), clock);
    }

    @Override
    public void take(
            int partition, long appendedMs, byte @Nullable [] key, @Nullable SpecificRecord value) {
        if (value != null && !(value instanceof KpiRow)) {
            throw new IllegalArgumentException("the value is no row");
        }
        apply(partition, appendedMs, key, (KpiRow) value);
    }

    /**
     * Takes one record of the topic. Of two writers of one key, the one of the higher application
     * version is believed.
     *
     * @param appendedMs the record's timestamp, which is when the broker took it
     * @param row the row; absent for a tombstone
     * @throws IllegalArgumentException if the key cannot be read; the message does not quote it
     */
    public void apply(int partition, long appendedMs, byte @Nullable [] key, @Nullable KpiRow row) {
        if (key == null) {
            throw new IllegalArgumentException("the record has no key");
        }
        TableKey parsed = TableKey.parse(key);
        if (parsed instanceof RowKey rowKey) {
            applyRow(rowKey, partition, appendedMs, row);
        } else if (parsed instanceof TableKey.OfHeartbeat heartbeat) {
            applyHeartbeat(heartbeat.partition(), partition, appendedMs, row);
        } else if (parsed instanceof TableKey.OfLedger entry) {
            applyLedger(entry, appendedMs, row);
        } else if (parsed instanceof TableKey.OfWatch watch) {
            watches.apply(watch, partition, appendedMs, row);
        }
    }

    private void applyRow(RowKey key, int partition, long appendedMs, @Nullable KpiRow row) {
        if (row == null) {
            rows.remove(key);
            return;
        }
        TableRow now = rowOf(key, partition, appendedMs, row);
        rows.merge(
                key, now, (before, after) -> before.version() > after.version() ? before : after);
        newest.accumulateAndGet(
                now,
                (before, after) ->
                        before == null || before.appendedMs() <= now.appendedMs() ? now : before);
        listeners.forEach(listener -> listener.accept(key));
    }

    /** Tells of each row that is written from now on; called by the thread that writes. */
    void onChange(Consumer<RowKey> listener) {
        listeners.add(listener);
    }

    /**
     * The row that a record of {@code kpi-values} or {@code kpi-history} states.
     *
     * @throws IllegalArgumentException if it cannot be shown
     */
    TableRow rowOf(RowKey key, int partition, long appendedMs, KpiRow row) {
        return new TableRow(
                key,
                row.getWindowEnd().toEpochMilli(),
                row.getKpis().stream().map(this::valueOf).toList(),
                Stage.valueOf(row.getStage().name()),
                row.getRevision(),
                row.getVersion(),
                row.getWatermark().toEpochMilli(),
                row.getCompleteness(),
                partition,
                appendedMs);
    }

    private KpiValue valueOf(io.omnipulse.kpi.KpiValue value) {
        return new KpiValue(
                // One copy of each id, not one per row.
                ids.computeIfAbsent(value.getId(), id -> id),
                optional(value.getValue()),
                optional(value.getNumerator()),
                optional(value.getDenominator()),
                optional(value.getLower()),
                optional(value.getUpper()),
                value.getN());
    }

    private static OptionalDouble optional(@Nullable Double number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    private static OptionalLong optional(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private void applyHeartbeat(int speaker, int home, long appendedMs, @Nullable KpiRow row) {
        if (row == null) {
            heartbeats.remove(speaker);
            return;
        }
        heartbeats.put(
                new Heartbeat(
                        speaker,
                        home,
                        row.getWatermark().toEpochMilli(),
                        row.getCompleteness(),
                        optional(row.getMeasures().get("restatements")),
                        row.getVersion(),
                        appendedMs));
    }

    private void applyLedger(TableKey.OfLedger key, long appendedMs, @Nullable KpiRow row) {
        if (row == null) {
            ledger.remove(key);
            return;
        }
        Long events = row.getMeasures().get("events");
        if (events == null) {
            events =
                    row.getKpis().stream()
                            .filter(kpi -> kpi.getId().equals("events"))
                            .map(io.omnipulse.kpi.KpiValue::getNumerator)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "the ledger's entry has no count of events"));
        }
        ledger.put(key, events, row.getVersion(), appendedMs);
    }

    @Override
    public void countUnreadable() {
        unreadable.incrementAndGet();
    }

    /** How many records could not be read. */
    public long unreadable() {
        return unreadable.get();
    }

    @Override
    public void markComplete() {
        complete = true;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /**
     * All rows, stale ones included, in no order. A view of a live table: rows may come and go
     * while it is read.
     */
    public Collection<TableRow> rows() {
        return rows.values();
    }

    Optional<TableRow> row(RowKey key) {
        return Optional.ofNullable(rows.get(key));
    }

    Ledger ledger() {
        return ledger;
    }

    /** What the engine's watches are able to see, stale ones included. */
    Watches watches() {
        return watches;
    }

    /**
     * Rows that were corrected after they were final, as the heartbeats say, else the ledger; empty
     * if neither does.
     */
    OptionalLong restatements() {
        OptionalLong said = heartbeats.restatements();
        return said.isPresent() ? said : ledger.restatements();
    }

    /**
     * Time since the row was last known to hold: since the newest heartbeat of its partition (the
     * oldest of these, if several partitions of the panes write there), or, before the first one,
     * since it was written. Never negative, whatever the clocks of broker and reader say.
     */
    public Duration age(TableRow row) {
        return age(row.partition(), row.appendedMs());
    }

    /** The same of a watch. */
    Duration age(Watch watch) {
        return age(watch.partition(), watch.appendedMs());
    }

    private Duration age(int partition, long appendedMs) {
        return since(
                heartbeats.home(partition).map(Heartbeats.Home::confirmedMs).orElse(appendedMs));
    }

    /** Whether the row was last known to hold so long ago that it would rather lie. */
    boolean isStale(TableRow row) {
        return age(row).compareTo(staleAfter) > 0;
    }

    /** The same of a watch. */
    boolean isStale(Watch watch) {
        return age(watch).compareTo(staleAfter) > 0;
    }

    /** The stage that the row has by now, since nothing is written when time alone moves it on. */
    public Stage stageOf(TableRow row) {
        long watermarkMs =
                heartbeats
                        .home(row.partition())
                        .map(home -> Math.max(home.watermarkMs(), row.watermarkMs()))
                        .orElse(row.watermarkMs());
        if (row.stage() == Stage.SETTLED || watermarkMs >= row.endMs() + horizon.toMillis()) {
            return Stage.SETTLED;
        }
        return watermarkMs >= row.endMs() + finality.toMillis() ? Stage.FINAL : row.stage();
    }

    /**
     * Whether every partition has confirmed its values lately, so that what is not in the table is
     * known not to be.
     */
    boolean isConfirmed() {
        return complete && problem().isEmpty();
    }

    TableState state() {
        List<Heartbeat> current = heartbeats.current();
        TableRow newestRow = newest.get();
        OptionalLong countedMs = ledger.lastCountedMs();
        return new TableState(
                seconds(countedMs.isPresent() ? countedMs : appended(newestRow)),
                seconds(heartbeats.watermarkMs()),
                seconds(current.isEmpty() ? appended(newestRow) : oldest(current)),
                current.isEmpty() && newestRow != null
                        ? OptionalDouble.of(newestRow.completeness())
                        : current.stream().mapToDouble(Heartbeat::completeness).min());
    }

    @Override
    public Optional<String> problem() {
        if (!complete) {
            return Optional.of("starting: kpi-values is still being read from its beginning");
        }
        List<Heartbeat> current = heartbeats.current();
        if (current.isEmpty()) {
            return Optional.of("starting: no engine has written a heartbeat to kpi-values yet");
        }
        List<Heartbeat> stale =
                current.stream()
                        .filter(beat -> since(beat.appendedMs()).compareTo(staleAfter) > 0)
                        .toList();
        if (stale.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "stale: partition "
                        + stale.stream()
                                .map(Heartbeat::partition)
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "))
                        + " of kpi-values was last confirmed "
                        + since(oldest(stale).orElseThrow()).toSeconds()
                        + " s ago, and values count as stale after "
                        + staleAfter.toSeconds()
                        + " s; the engine is down or cannot write");
    }

    private static OptionalLong oldest(List<Heartbeat> heartbeats) {
        return heartbeats.stream().mapToLong(Heartbeat::appendedMs).min();
    }

    private static OptionalLong appended(@Nullable TableRow row) {
        return row == null ? OptionalLong.empty() : OptionalLong.of(row.appendedMs());
    }

    private OptionalDouble seconds(OptionalLong sinceMs) {
        return sinceMs.isPresent()
                ? OptionalDouble.of(since(sinceMs.getAsLong()).toMillis() / 1000.0)
                : OptionalDouble.empty();
    }

    /** The moment by the clock that tells ages here. */
    Instant now() {
        return clock.instant();
    }

    private Duration since(long ms) {
        return Duration.ofMillis(Math.max(0, clock.millis() - ms));
    }
}
