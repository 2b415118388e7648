package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.Alert;
import io.omnipulse.engine.core.alert.WatchStatus;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Merges the partials of its cuts and, inside commits, publishes the rows that have become final,
 * the corrections, and the present rows. What a row says is decided by the rolling windows.
 */
final class PaneProcessor extends ContextualProcessor<byte[], byte[], Object, Object>
        implements PaneRoom.RowSink {
    private static final Duration RESTATE_EVERY = Duration.ofMinutes(1);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);

    /**
     * Final and corrected rows in one commit: more might not be written before its transaction is
     * given up. All tasks of a thread share one.
     */
    private static final int ROWS_OF_A_TRANSACTION = 40_000;

    private static final int ROWS_AT_LEAST = 2_000;

    private final StreamSettings settings;
    private final int rowsAtOnce;
    private final KpiCalculator kpis;
    private final RowRecords records;
    private final AlertRecords alerts;
    private final Map<LedgerEntry, Long> publishedLedger = new HashMap<>();
    private PaneShelf shelf;
    private PaneRoom room;
    private PaneProgress progress;
    private Optional<WatchRoom> watch = Optional.empty();
    private @Nullable WatchStatus publishedStatus;
    private long newestMs;
    private long committedAtMs;
    private long publishedAtMs;
    private long pauseMs;
    private long sent;

    /** Whether there are final rows, or corrections, that wait for the next commit. */
    private boolean rowsWait;

    private boolean correctionsWait;

    private long restatedAtMs;
    private long heartbeatAtMs;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() before anything else
    PaneProcessor(StreamSettings settings, KpiCatalog catalog) {
        this.settings = settings;
        this.rowsAtOnce = Math.max(ROWS_AT_LEAST, ROWS_OF_A_TRANSACTION / settings.cutPartitions());
        this.kpis = new KpiCalculator(catalog);
        this.records = new RowRecords(settings.version());
        this.alerts = new AlertRecords(settings.version());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(StateStores.PANES);
        progress = new PaneProgress(store, settings.homePartitions());
        room = new PaneRoom(settings, kpis, progress.finalToMs());
        shelf = new PaneShelf(store);
        shelf.load(room, kpis);
        watch = WatchRoom.open(store, settings);
        publishedStatus = null;
        publishedLedger.clear();
        restatedAtMs = context.currentSystemTimeMs();
        heartbeatAtMs = 0;
        newestMs = Watermarks.UNKNOWN;
        committedAtMs = 0;
        publishedAtMs = 0;
        pauseMs = 0;
        rowsWait = false;
        correctionsWait = false;
        CommitHook hook = context.getStateStore(StateStores.PANES_HOOK);
        hook.beforeCommit(this::beforeCommit);
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
        context.schedule(CommitPace.SOON, PunctuationType.WALL_CLOCK_TIME, this::commitSoon);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ByCut value = ByCut.decode(record.value());
        if (value instanceof ByCut.Partial partial) {
            room.add(partial.cut(), partial.slots());
            newestMs = Math.max(newestMs, newestOf(partial));
        } else if (value instanceof ByCut.LedgerPartial ledger) {
            progress.count(ledger.counts());
        } else if (value instanceof ByCut.Watched watched) {
            watch.ifPresent(room -> room.add(watched));
        } else {
            progress.take(((ByCut.Marking) value).mark());
        }
    }

    private static long newestOf(ByCut.Partial partial) {
        return partial.slots().keySet().stream()
                .filter(slot -> slot.window() == null)
                .mapToLong(slot -> slot.pane() * Slot.FINEST.paneMs())
                .max()
                .orElse(Watermarks.UNKNOWN);
    }

    /** The clock only asks for a commit; the hook decides what is published. */
    private void tick(long nowMs) {
        if (waits() || !isBehind(nowMs)) {
            context().commit();
        }
    }

    /** A commit is one of all tasks of the thread, whichever has asked for it. */
    private void commitSoon(long nowMs) {
        boolean soon = CommitPace.isTime(nowMs, committedAtMs);
        if (waits() || (soon && room.hasChanges() && isDue(nowMs) && !isBehind(nowMs))) {
            context().commit();
        }
    }

    private boolean isBehind(long nowMs) {
        return CommitPace.isBehind(Math.max(newestMs, progress.watermarkMs()), nowMs);
    }

    private boolean waits() {
        return rowsWait || correctionsWait;
    }

    private boolean isDue(long nowMs) {
        return waits() || nowMs - publishedAtMs >= pauseMs;
    }

    private void beforeCommit() {
        long nowMs = context().currentSystemTimeMs();
        committedAtMs = nowMs;
        if (isDue(nowMs)) {
            long before = sent;
            publish(nowMs);
            publishedAtMs = nowMs;
            pauseMs = CommitPace.pauseMs(sent - before);
        }
        room.takeChangesToStore().forEach(shelf::put);
        watch.ifPresent(WatchRoom::store);
        progress.publishedTo(room.finalToMs());
        progress.store();
    }

    private void publish(long nowMs) {
        long watermarkMs = progress.watermarkMs();
        boolean ended = settings.isEnd(watermarkMs);
        if (ended || correctionsWait || nowMs - restatedAtMs >= RESTATE_EVERY.toMillis()) {
            restatedAtMs = nowMs;
            correctionsWait = !room.restate(rowsAtOnce, this);
            if (!correctionsWait) {
                room.settle(watermarkMs);
            }
        }
        rowsWait = !room.publishFinal(watermarkMs, rowsAtOnce, this);
        watch.ifPresent(this::watch);
        room.publishPresent(nowMs, this);
        publishLedger();
        boolean beats = nowMs - heartbeatAtMs >= HEARTBEAT_EVERY.toMillis();
        if (ended ? !waits() : beats) {
            heartbeatAtMs = nowMs;
            long recentMs = nowMs - settings.finality().toMillis();
            send(
                    Nodes.PUBLISH_VALUES,
                    KpiKeys.heartbeat(context().taskId().partition()),
                    records.heartbeat(
                            publishedToMs(watermarkMs),
                            progress.completeness(recentMs),
                            progress.restatements()));
        }
    }

    /** The watermark, or the one at which all that is published by now would have been final. */
    private long publishedToMs(long watermarkMs) {
        return rowsWait ? room.finalToMs() + settings.finality().toMillis() : watermarkMs;
    }

    /** What the watch says of the minutes that have become final. */
    private void watch(WatchRoom minutes) {
        if (minutes.advance(room.finalToMs(), this::raise)) {
            minutes.status().ifPresent(this::publishStatus);
        }
    }

    private void raise(Alert alert) {
        KpiAlert raised = alerts.of(alert);
        context()
                .forward(
                        new Record<>(
                                (Object) raised.getId(),
                                (Object) raised,
                                context().currentSystemTimeMs()),
                        Nodes.PUBLISH_ALERTS);
    }

    private void publishStatus(WatchStatus status) {
        if (!status.equals(publishedStatus)) {
            publishedStatus = status;
            send(
                    Nodes.PUBLISH_VALUES,
                    KpiKeys.watch(AlertRecords.KPI),
                    records.watch(AlertRecords.KPI, status, progress.watermarkMs(), 1));
        }
    }

    private void publishLedger() {
        progress.ledger()
                .forEach(
                        (entry, count) -> {
                            if (!count.equals(publishedLedger.put(entry, count))) {
                                send(
                                        Nodes.PUBLISH_VALUES,
                                        KpiKeys.ledger(entry),
                                        records.ledger(entry, count, progress.watermarkMs(), 1));
                            }
                        });
    }

    @Override
    public void present(Cut cut, Row row) {
        send(
                Nodes.PUBLISH_VALUES,
                KpiKeys.value(cut, row.window()),
                record(cut, row, Stage.PROVISIONAL, 0, Map.of()));
    }

    @Override
    public void published(Cut cut, Row row, int revision, Map<String, Double> restated) {
        send(
                Nodes.PUBLISH_HISTORY,
                KpiKeys.history(cut, row.window(), row.endMs()),
                record(cut, row, Stage.FINAL, revision, restated));
        if (revision > 0) {
            progress.restated();
        }
    }

    @Override
    public void withdrawn(Cut cut, Window window, long endMs) {
        send(Nodes.PUBLISH_HISTORY, KpiKeys.history(cut, window, endMs), null);
        progress.restated();
    }

    private KpiRow record(
            Cut cut, Row row, Stage stage, int revision, Map<String, Double> restated) {
        return records.of(
                cut,
                row,
                stage,
                revision,
                restated,
                progress.watermarkMs(),
                progress.completeness(row.endMs()));
    }

    private void send(String node, String key, @Nullable KpiRow row) {
        sent++;
        Published published = new Published(context().taskId().partition(), row);
        context()
                .forward(
                        new Record<>(
                                (Object) key, (Object) published, context().currentSystemTimeMs()),
                        node);
    }
}
