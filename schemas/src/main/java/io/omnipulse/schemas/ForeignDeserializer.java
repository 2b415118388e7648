package io.omnipulse.schemas;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Another's deserializer with our exceptions. Confluent's throws a {@link SerializationException}
 * for nearly everything, so what it was is read from the causes:
 *
 * <ul>
 *   <li>a {@code RestClientException} with an error code 404…: {@link Reason#UNKNOWN_SCHEMA}; with
 *       any other: {@link RegistryUnavailableException}
 *   <li>an {@link IOException} that is not about the bytes (Avro's own, end of file): {@link
 *       RegistryUnavailableException}
 *   <li>a {@link KafkaException} that is not a {@link SerializationException} (timeout,
 *       disconnected, not authorized, bad configuration): {@link RegistryUnavailableException}
 *   <li>the words "magic byte" in the message: {@link Reason#BAD_MAGIC}
 *   <li>anything else: {@link Reason#UNDECODABLE}
 * </ul>
 *
 * <p>Errors are not caught. Its jar is not ours to compile against, hence the names instead of
 * types.
 */
final class ForeignDeserializer implements Deserializer<SpecificRecord> {
    private static final String REST_CLIENT_EXCEPTION = "RestClientException";
    private static final Pattern ERROR_CODE = Pattern.compile("error code: (\\d+)");
    private static final int MAX_CAUSES = 20;

    private final Deserializer<?> foreign;

    ForeignDeserializer(Deserializer<?> foreign) {
        this.foreign = foreign;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        foreign.configure(configs, isKey);
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            if (Topics.spec(topic).filter(TopicSpec::hasTombstones).isPresent()) {
                return null;
            }
            throw new UndecodableException(Reason.NULL_VALUE, "The record has no value");
        }
        Object value;
        try {
            value = foreign.deserialize(topic, data);
        } catch (UndecodableException | RegistryUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate(e);
        }
        Optional<Class<? extends SpecificRecord>> prescribed = Topics.recordClass(topic);
        if (value instanceof SpecificRecord record
                && prescribed.map(type -> type.isInstance(record)).orElse(true)) {
            return record;
        }
        throw new UndecodableException(
                Reason.UNDECODABLE,
                "The record is a "
                        + (value == null ? "null" : value.getClass().getName())
                        + ", which is not what "
                        + topic
                        + " carries");
    }

    @Override
    public void close() {
        foreign.close();
    }

    private static RuntimeException translate(RuntimeException failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            Optional<RuntimeException> known = known(cause, failure);
            if (known.isPresent()) {
                return known.get();
            }
            cause = cause.getCause();
        }
        String message = String.valueOf(failure.getMessage());
        Reason reason = message.contains("magic byte") ? Reason.BAD_MAGIC : Reason.UNDECODABLE;
        return new UndecodableException(reason, message, failure);
    }

    private static Optional<RuntimeException> known(Throwable cause, RuntimeException failure) {
        String message = String.valueOf(cause.getMessage());
        if (cause.getClass().getSimpleName().equals(REST_CLIENT_EXCEPTION)) {
            Matcher code = ERROR_CODE.matcher(message);
            if (code.find() && code.group(1).startsWith("404") && code.group(1).length() > 3) {
                return Optional.of(
                        new UndecodableException(Reason.UNKNOWN_SCHEMA, message, failure));
            }
            return Optional.of(new RegistryUnavailableException(message, failure));
        }
        boolean io = cause instanceof IOException && !aboutBytes(cause);
        boolean kafka =
                cause instanceof KafkaException && !(cause instanceof SerializationException);
        return io || kafka
                ? Optional.of(new RegistryUnavailableException(message, failure))
                : Optional.empty();
    }

    private static boolean aboutBytes(Throwable cause) {
        return cause instanceof EOFException
                || cause.getClass().getName().startsWith("org.apache.avro.");
    }
}
