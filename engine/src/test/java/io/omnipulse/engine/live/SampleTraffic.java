package io.omnipulse.engine.live;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.stream.EventTranslator;
import io.omnipulse.producers.Traffic;
import io.omnipulse.producers.TrafficPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A reproducible stretch of traffic, as records to send and as events for the reference. */
record SampleTraffic(List<SpecificRecord> records) {
    private static final EventTranslator TRANSLATOR = new EventTranslator(Duration.ofMinutes(5));

    static SampleTraffic of(long seed) {
        return of(seed, Instant.parse("2026-03-01T00:00:00Z"), 0.05, Duration.ofHours(12));
    }

    static SampleTraffic of(long seed, Instant start, double perSecond, Duration length) {
        return new SampleTraffic(
                Traffic.of(seed, start, perSecond, TrafficPlan.standard()).during(length));
    }

    List<Event> events() {
        return eventsOf(records);
    }

    static List<Event> eventsOf(Collection<SpecificRecord> records) {
        return records.stream().map(SampleTraffic::event).toList();
    }

    static Event event(SpecificRecord record) {
        try {
            return TRANSLATOR.translate(record, Long.MAX_VALUE);
        } catch (RejectedException broken) {
            throw new IllegalStateException("the simulation breaks the event contract", broken);
        }
    }

    static long occurredAtMs(SpecificRecord record) {
        return event(record).occurredAtMs();
    }
}
