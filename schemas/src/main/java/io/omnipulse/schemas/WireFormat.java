package io.omnipulse.schemas;

/**
 * Confluent's wire format: a zero byte, the id of the writer's schema as four bytes, the most
 * significant first, then Avro binary.
 */
final class WireFormat {
    static final byte MAGIC = 0;

    /** Where the Avro binary begins. */
    static final int HEADER = 1 + Integer.BYTES;

    private WireFormat() {}

    /** Confluent's TopicNameStrategy. */
    static String subject(String topic, boolean isKey) {
        return topic + (isKey ? "-key" : "-value");
    }
}
