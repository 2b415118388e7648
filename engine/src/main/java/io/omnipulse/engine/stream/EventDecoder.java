package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.schemas.RegistryUnavailableException;
import io.omnipulse.schemas.UndecodableException;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes to records. What is wrong with the bytes is the event's fault; a registry that does not
 * answer is nobody's: it is asked again for a while, and then the engine stops, so that nothing is
 * refused for it.
 */
final class EventDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(EventDecoder.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Deserializer<? extends SpecificRecord> deserializer;

    EventDecoder(Deserializer<? extends SpecificRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * @throws RejectedException if the bytes are no record of the topic
     * @throws RegistryUnavailableException if the registry did not answer for longer than the
     *     decoder waits
     */
    SpecificRecord decode(Envelope envelope) throws RejectedException {
        byte[] value = envelope.value();
        if (value == null) {
            throw new RejectedException(Reason.NULL_VALUE, "the record has no value");
        }
        Duration pause = FIRST_PAUSE;
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                SpecificRecord record =
                        deserializer.deserialize(envelope.topic(), envelope.headers(), value);
                if (record == null) {
                    throw new RejectedException(Reason.NULL_VALUE, "the record has no value");
                }
                return record;
            } catch (UndecodableException fault) {
                throw new RejectedException(Reason.valueOf(fault.reason().name()), text(fault));
            } catch (RegistryUnavailableException silent) {
                if (waited.compareTo(PATIENCE) >= 0) {
                    throw silent;
                }
                LOG.atWarn()
                        .addKeyValue("topic", envelope.topic())
                        .addKeyValue("partition", envelope.partition())
                        .addKeyValue("offset", envelope.offset())
                        .log(
                                "The schema registry does not answer; waiting for it: {}",
                                silent.getMessage());
                pause(pause);
                waited = waited.plus(pause);
                pause =
                        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
            }
        }
    }

    private static String text(UndecodableException fault) {
        String message = fault.getMessage();
        return message == null ? fault.reason().name() : message;
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the schema registry", stop);
        }
    }
}
