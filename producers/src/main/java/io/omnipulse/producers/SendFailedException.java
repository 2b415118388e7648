package io.omnipulse.producers;

/** The broker, the registry or the serializer did not take a record; the cause says which. */
public final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SendFailedException(String topic, Throwable cause) {
        super("A record for topic " + topic + " was not taken: " + cause.getMessage(), cause);
    }
}
