package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Opens what came through the door {@code by-subject}: events at home here, what other journeys
 * tell, and marks.
 */
final class ReceiveProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final EventDecoder decoder;
    private final EventTranslator translator;

    ReceiveProcessor(EventDecoder decoder, StreamSettings settings) {
        this.decoder = decoder;
        this.translator =
                new EventTranslator(settings.aheadTolerance(), settings.linksFromEvents());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Inbound inbound =
                open(
                        BySubject.decode(record.value()),
                        DoorTimestamps.appendedMs(record.timestamp()));
        context().forward(new Record<>((Object) "", (Object) inbound, 0));
    }

    private Inbound open(BySubject value, long appendedMs) {
        if (value instanceof BySubject.Moved moved) {
            return new Inbound.Arrived(event(moved.envelope()), moved.envelope());
        } else if (value instanceof BySubject.Told told) {
            return new Inbound.Told(told.transfer());
        }
        BySubject.Marking marking = (BySubject.Marking) value;
        return new Inbound.Marked(marking.round(), marking.mark(), appendedMs);
    }

    /** The same bytes passed the same checks at the front door, or they would not be here. */
    private Event event(Envelope envelope) {
        try {
            return translator.translate(decoder.decode(envelope), envelope.timestampMs());
        } catch (RejectedException changed) {
            throw new IllegalStateException(
                    "a moved record no longer passes the checks: topic "
                            + envelope.topic()
                            + ", partition "
                            + envelope.partition()
                            + ", offset "
                            + envelope.offset(),
                    changed);
        }
    }
}
