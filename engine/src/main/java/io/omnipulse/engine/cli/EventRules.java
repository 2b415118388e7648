package io.omnipulse.engine.cli;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.stream.EventTranslator;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The engine's rules for events, asked before they are published rather than after. */
final class EventRules {
    private static final EventTranslator RULES = new EventTranslator(Duration.ZERO);

    private EventRules() {}

    /** Why the engine would refuse the event; empty if it would not. */
    static Optional<String> refusal(SpecificRecord event) {
        try {
            RULES.translate(
                    event,
                    Long.MAX_VALUE); // published with its own time, it cannot lie ahead of its
            // record
            return Optional.empty();
        } catch (RejectedException broken) {
            return Optional.of(broken.reason().code() + ": " + broken.getMessage());
        }
    }
}
