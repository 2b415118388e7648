package io.omnipulse.engine.house;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.stream.EventTranslator;
import io.omnipulse.producers.Traffic;
import io.omnipulse.producers.TrafficPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A thousand events or more of the simulated shop. */
final class SimulatedEvents {
    private SimulatedEvents() {}

    static List<Event> of(long seed) {
        Traffic traffic =
                Traffic.of(
                        seed, Instant.parse("2026-03-01T00:00:00Z"), 0.01, TrafficPlan.standard());
        EventTranslator translator = new EventTranslator(Duration.ofMinutes(5));
        List<Event> events = new ArrayList<>();
        for (SpecificRecord record : traffic.during(Duration.ofHours(36))) {
            try {
                events.add(translator.translate(record, Long.MAX_VALUE));
            } catch (RejectedException broken) {
                throw new IllegalStateException("the simulation breaks the event contract", broken);
            }
        }
        return events;
    }
}
