package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyListener;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Watermarks;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds each event to its subject's journey, and in every commit sends on what the events since the
 * last contributed: first the partials, then the ledger's, then the marks that speak of them. What
 * an event contributes is decided by the journey.
 */
final class JourneyProcessor extends ContextualProcessor<Object, Object, Object, Object> {
    private final StreamSettings settings;
    private final SourceStatus status;
    private final Rules rules;
    private final Partials partials = new Partials();
    private final Ledger ledger = new Ledger();
    private final Contributions contributions;
    private final Listener listener = new Listener();
    private final WatchedAmounts watched;
    private JourneyShelf journeys;
    private JourneyProgress progress;
    private long committedAtMs;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() before anything else
    JourneyProcessor(StreamSettings settings, SourceStatus status) {
        this.settings = settings;
        this.status = status;
        this.rules = settings.rules();
        this.contributions = new Contributions(partials, settings.windows());
        this.watched = new WatchedAmounts(settings.watches());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(StateStores.JOURNEYS);
        progress =
                new JourneyProgress(
                        store,
                        settings,
                        status,
                        context.taskId().partition(),
                        context.currentSystemTimeMs());
        journeys =
                new JourneyShelf(
                        store,
                        journey ->
                                journey.fold(
                                        horizonBefore(progress.carriedMs()), rules, contributions));
        committedAtMs = 0;
        partials.drain((cut, slots) -> {}); // a revived task starts from what was committed
        watched.drain(amounts -> {});
        ledger.drain();
        CommitHook hook = context.getStateStore(StateStores.JOURNEYS_HOOK);
        hook.beforeCommit(this::beforeCommit);
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
        context.schedule(CommitPace.SOON, PunctuationType.WALL_CLOCK_TIME, this::commitSoon);
    }

    @Override
    public void process(Record<Object, Object> record) {
        Inbound inbound = (Inbound) record.value();
        if (inbound instanceof Inbound.Read read) {
            progress.read(read, context().currentSystemTimeMs());
        }
        if (inbound instanceof Inbound.ReadHere here) {
            add(here.event(), here.envelope());
        } else if (inbound instanceof Inbound.Arrived arrived) {
            add(arrived.event(), arrived.envelope());
        } else if (inbound instanceof Inbound.Refused refused) {
            ledger.rejected(refused.source().topic(), refused.reason());
        } else if (inbound instanceof Inbound.TooLate late) {
            ledger.tooLate(late.source().topic());
        } else if (inbound instanceof Inbound.Marked marked) {
            progress.take(marked.round(), marked.mark(), marked.appendedMs());
        } else if (inbound instanceof Inbound.Told told) {
            Transfer transfer = told.transfer();
            journeys.take(transfer.to())
                    .take(
                            transfer,
                            horizonBefore(progress.carriedMs()),
                            rules,
                            contributions,
                            listener);
            journeys.changed();
        }
        if (partials.areMany()) {
            sendPartials();
        }
    }

    /** They are part of the commit to come, whenever they are sent. */
    private void sendPartials() {
        partials.drain(watched.beside((cut, slots) -> send(new ByCut.Partial(cut, slots))));
    }

    private void add(Event event, Envelope envelope) {
        if (event.occurredAtMs() < horizonBefore(progress.watermarkMs())) {
            setAside(event, envelope);
            return;
        }
        Journey journey = journeys.take(event.subject());
        // Every record read is a duplicate until the journey says which facts count now.
        switch (journey.add(event, rules, contributions, listener)) {
            case TAKEN -> journeys.changed();
            case DUPLICATE -> {}
            case BEHIND -> {
                setAside(event, envelope);
                return;
            }
        }
        ledger.read(event.type());
    }

    private final class Listener implements JourneyListener {
        @Override
        public void counted(Event event, int change) {
            ledger.counted(event.type(), change);
        }

        @Override
        public void told(Transfer transfer) {
            sendBySubject(new BySubject.Told(settings.homeOf(transfer.to()), transfer));
        }
    }

    private void setAside(Event event, Envelope envelope) {
        long latenessMs = Math.max(progress.watermarkMs() - event.occurredAtMs(), 0);
        context()
                .forward(
                        new Record<>(
                                (Object) envelope.key(),
                                (Object) envelope.value(),
                                envelope.timestampMs(),
                                LateEvents.headers(
                                        envelope, latenessMs, LateEvents.BEHIND_WATERMARK)),
                        Nodes.SEND_LATE_EVENTS);
        ledger.tooLate(event.type().topic());
    }

    /** Nothing that happened before this can still be added. */
    private long horizonBefore(long watermarkMs) {
        return watermarkMs == Watermarks.UNKNOWN
                ? Watermarks.UNKNOWN
                : watermarkMs - settings.horizon().toMillis();
    }

    /** The clock only asks for a commit; the hook decides what it says. */
    private void tick(long nowMs) {
        progress.judgeSilence(nowMs);
        progress.tick();
        if (!progress.isReadingBacklog(nowMs)) {
            context().commit();
        }
    }

    /** A commit is one of all tasks of the thread, whichever has asked for it. */
    private void commitSoon(long nowMs) {
        boolean soon = CommitPace.isTime(nowMs, committedAtMs);
        if (soon && journeys.hasChanges() && !progress.isReadingBacklog(nowMs)) {
            context().commit();
        }
    }

    private void beforeCommit() {
        committedAtMs = context().currentSystemTimeMs();
        journeys.putChanges();
        sendPartials();
        watched.drain(this::send);
        Map<LedgerEntry, Long> lines = ledger.drain();
        if (!lines.isEmpty()) {
            send(new ByCut.LedgerPartial(lines));
        }
        if (progress.isDue(context().currentSystemTimeMs())) {
            int round = 1;
            for (Mark mark : progress.marks()) {
                sendBySubject(new BySubject.Marking(round++, mark));
            }
            send(new ByCut.Marking(progress.carriedMark()));
            progress.store();
        }
    }

    private void sendBySubject(BySubject value) {
        context().forward(new Record<>((Object) null, (Object) value, 0), Nodes.SEND_BY_SUBJECT);
    }

    private void send(ByCut value) {
        context().forward(new Record<>((Object) null, (Object) value, 0), Nodes.SEND_BY_CUT);
    }
}
