package io.omnipulse.producers;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** What all events have in common. */
final class Events {
    private static final String OCCURRED_AT = "occurred_at";

    private Events() {}

    /** When it happened, in milliseconds since 1970 UTC. */
    static long occurredAtMs(SpecificRecord event) {
        Object value = event.get(event.getSchema().getField(OCCURRED_AT).pos());
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        throw new IllegalArgumentException(event.getSchema().getFullName() + " bears no time.");
    }

    /** Lets it happen at another time. */
    static void moveTo(SpecificRecord event, long atMs) {
        event.put(event.getSchema().getField(OCCURRED_AT).pos(), Instant.ofEpochMilli(atMs));
    }
}
