package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.schemas.EventKeys;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The front door: decodes each record and checks it against the event contract. What breaks a rule
 * goes to the dead letters, what comes too late to the late events, what is at home elsewhere
 * through the door {@code by-subject}; the rest, and word of all the others, goes on to the
 * journeys.
 */
final class CheckProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final EventDecoder decoder;
    private final EventTranslator translator;
    private final StreamSettings settings;

    CheckProcessor(EventDecoder decoder, StreamSettings settings) {
        this.decoder = decoder;
        this.translator =
                new EventTranslator(settings.aheadTolerance(), settings.linksFromEvents());
        this.settings = settings;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        for (ConsumerRecord<byte[], byte[]> each : Chunk.in(record.headers()).records()) {
            check(
                    new Envelope(
                            each.topic(),
                            each.partition(),
                            each.offset(),
                            EventTimestamps.of(each),
                            each.key(),
                            each.value(),
                            each.headers()));
        }
    }

    private void check(Envelope envelope) {
        Source source = new Source(envelope.topic(), envelope.partition());
        SpecificRecord decoded;
        try {
            decoded = decoder.decode(envelope);
        } catch (RejectedException broken) {
            refuse(
                    envelope,
                    new Inbound.Refused(source, OptionalLong.empty(), broken.reason()),
                    broken);
            return;
        }
        try {
            accept(
                    envelope,
                    source,
                    decoded,
                    translator.translate(decoded, envelope.timestampMs()));
        } catch (RejectedException broken) {
            refuse(
                    envelope,
                    new Inbound.Refused(source, OptionalLong.empty(), broken.reason()),
                    broken);
        }
    }

    private void accept(Envelope envelope, Source source, SpecificRecord decoded, Event event) {
        OptionalLong progress =
                OptionalLong.of(Math.min(event.occurredAtMs(), envelope.timestampMs()));
        long latenessMs = envelope.timestampMs() - event.occurredAtMs();
        if (latenessMs > settings.horizon().toMillis()) {
            send(
                    Nodes.SEND_LATE_EVENTS,
                    envelope,
                    LateEvents.headers(envelope, latenessMs, LateEvents.TOO_LATE));
            report(new Inbound.TooLate(source, progress));
            return;
        }
        int home = EventKeys.partitionFor(EventKeys.keyOf(decoded), settings.homePartitions());
        if (home == context().taskId().partition()) {
            report(new Inbound.ReadHere(source, progress, event, envelope));
            return;
        }
        context()
                .forward(
                        new Record<>(
                                (Object) null,
                                (Object) new BySubject.Moved(home, envelope),
                                envelope.timestampMs()),
                        Nodes.SEND_BY_SUBJECT);
        report(new Inbound.MovedAway(source, progress));
    }

    private void refuse(Envelope envelope, Inbound.Refused refused, RejectedException broken) {
        Headers headers = envelope.withOrigin();
        OriginHeaders.add(headers, "timestamp", Long.toString(envelope.timestampMs()));
        OriginHeaders.add(headers, "reason", broken.reason().code());
        OriginHeaders.add(headers, "error", String.valueOf(broken.getMessage()));
        send(Nodes.SEND_DEAD_LETTERS, envelope, headers);
        report(refused);
    }

    private void send(String node, Envelope envelope, Headers headers) {
        context()
                .forward(
                        new Record<>(
                                (Object) envelope.key(),
                                (Object) envelope.value(),
                                envelope.timestampMs(),
                                headers),
                        node);
    }

    private void report(Inbound inbound) {
        context().forward(new Record<>((Object) "", (Object) inbound, 0), Nodes.FOLLOW_JOURNEYS);
    }
}
