package io.omnipulse.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Our serde on a registry of its own, and what a producer in another language would send. */
final class Serde {
    private final Map<String, Object> config;
    private final ConfluentAvroSerializer serializer = new ConfluentAvroSerializer();
    private final ConfluentAvroDeserializer deserializer = new ConfluentAvroDeserializer();

    private Serde(Map<String, Object> config) {
        this.config = config;
        serializer.configure(config, false);
        deserializer.configure(config, false);
    }

    static Serde on(String url) {
        return new Serde(Map.of("schema.registry.url", url, "max.retries", 0));
    }

    byte[] write(String topic, SpecificRecord record) {
        return Objects.requireNonNull(serializer.serialize(topic, record));
    }

    SpecificRecord read(String topic, byte @Nullable [] bytes) {
        return Objects.requireNonNull(deserializer.deserialize(topic, bytes));
    }

    ConfluentAvroSerializer serializer() {
        return serializer;
    }

    ConfluentAvroDeserializer deserializer() {
        return deserializer;
    }

    int register(String subject, Schema schema) {
        return RegistryClient.of(config).register(subject, schema);
    }

    /** Confluent's wire format around any Avro record. */
    static byte[] foreign(int schemaId, GenericRecord record) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(ByteBuffer.allocate(4).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** The header of a value, and whatever follows it. */
    static byte[] framed(int schemaId, byte... body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    /** Our schema of the topic as another program has it, changed by editing its text. */
    static Schema edited(String topic, String from, String to) {
        String text = RecordSchemas.published(Topics.recordClass(topic).orElseThrow()).toString();
        if (!text.contains(from)) {
            throw new AssertionError(from + " is not in " + text);
        }
        return new Schema.Parser().parse(text.replace(from, to));
    }
}
