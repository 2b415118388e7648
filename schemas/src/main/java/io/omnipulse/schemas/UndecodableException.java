package io.omnipulse.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of this one record are at fault: it will never be read, however often it is tried. What
 * is no fault of the record is a {@link RegistryUnavailableException}.
 */
public final class UndecodableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** Why, in the words of docs/events.md. */
    public enum Reason {
        /** There is no value. */
        NULL_VALUE("null-value"),
        /** The first byte is not Confluent's, or there is none. */
        BAD_MAGIC("bad-magic"),
        /** The registry answered, and has no schema of that id. */
        UNKNOWN_SCHEMA("unknown-schema"),
        /** The schema is not the topic's, or the bytes are not what the schema says. */
        UNDECODABLE("undecodable");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The reason code of headers and metrics. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;

    public UndecodableException(Reason reason, String message) {
        this(reason, message, null);
    }

    public UndecodableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why it cannot be read. */
    public Reason reason() {
        return reason;
    }
}
