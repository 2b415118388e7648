package io.omnipulse.schemas;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads our records from Confluent's wire format, written with any version of their schemas, by any
 * client. Understands Confluent's configuration keys, so that Confluent's own deserializer can take
 * its place.
 *
 * <p>Whatever is wrong with the record is an {@link UndecodableException}; whatever is wrong with
 * the registry is a {@link RegistryUnavailableException}. No record makes it allocate more than a
 * small multiple of its own size, nest or loop: see {@link WriterSchemas} and {@link AvroSettings}.
 * No class is looked up by a name that comes from outside: see {@link RecordModel}.
 *
 * <p>A record without a value is read as {@code null} in topics with tombstones, and is an {@link
 * UndecodableException} elsewhere. Schemas that refer to other subjects are not followed. Safe for
 * use by many threads: a serde of Kafka Streams is shared.
 */
public final class ConfluentAvroDeserializer implements Deserializer<SpecificRecord> {
    static {
        AvroSettings.apply();
    }

    private final Map<Integer, RecordReader> readers = new ConcurrentHashMap<>();
    private final RefusedIds refused = new RefusedIds();
    private @Nullable RegistryClient registry;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (!new ConfigValues(configs).flag("specific.avro.reader", true)) {
            throw new ConfigException(
                    "specific.avro.reader is false, but only generated records are read. Remove it.");
        }
        registry = RegistryClient.of(configs);
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            if (Topics.spec(topic).filter(TopicSpec::hasTombstones).isPresent()) {
                return null;
            }
            throw new UndecodableException(Reason.NULL_VALUE, "The record has no value");
        }
        RecordReader reader = reader(schemaId(data));
        Optional<Class<? extends SpecificRecord>> prescribed = Topics.recordClass(topic);
        if (prescribed.isPresent() && !prescribed.get().equals(reader.type())) {
            throw new UndecodableException(
                    Reason.UNDECODABLE,
                    "The record is a "
                            + reader.type().getName()
                            + ", but "
                            + topic
                            + " carries "
                            + prescribed.get().getName());
        }
        return decode(reader, data);
    }

    private static int schemaId(byte[] data) {
        if (data.length == 0 || data[0] != WireFormat.MAGIC) {
            throw new UndecodableException(
                    Reason.BAD_MAGIC, "The value does not begin with a zero byte");
        }
        if (data.length < WireFormat.HEADER) {
            throw new UndecodableException(
                    Reason.UNDECODABLE, "The value ends within the id of its schema");
        }
        return ByteBuffer.wrap(data).getInt(1);
    }

    private RecordReader reader(int schemaId) {
        RecordReader known = readers.get(schemaId);
        if (known != null) {
            return known;
        }
        refused.check(schemaId);
        try {
            // The registry is asked outside of the map: it may take long, and others need other
            // entries meanwhile.
            RecordReader made = make(schemaId);
            readers.put(schemaId, made);
            return made;
        } catch (UndecodableException e) {
            refused.add(schemaId, e);
            throw e;
        }
    }

    private RecordReader make(int schemaId) {
        RegistryClient client = registry;
        if (client == null) {
            throw new IllegalStateException("configure() was not called");
        }
        // Registries count from 1: anything else need not be asked for.
        Optional<String> text = schemaId > 0 ? client.schemaById(schemaId) : Optional.empty();
        if (text.isEmpty()) {
            throw new UndecodableException(
                    Reason.UNKNOWN_SCHEMA, "The registry has no schema " + schemaId);
        }
        try {
            Schema writer = WriterSchemas.parse(text.get());
            return RecordReader.of(writer);
        } catch (SchemaParseException e) {
            throw new UndecodableException(
                    Reason.UNDECODABLE,
                    "Schema " + schemaId + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static SpecificRecord decode(RecordReader reader, byte[] data) {
        BinaryDecoder in =
                DecoderFactory.get()
                        .binaryDecoder(
                                data, WireFormat.HEADER, data.length - WireFormat.HEADER, null);
        try {
            SpecificRecord record = reader.read(in);
            if (!in.isEnd()) {
                throw new UndecodableException(
                        Reason.UNDECODABLE, "The value goes on after the end of the record");
            }
            return record;
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // On garbage Avro throws whatever it stumbles over: index out of bounds, negative
            // sizes, its own types.
            throw new UndecodableException(
                    Reason.UNDECODABLE,
                    "The value is not what its schema says: " + e.getMessage(),
                    e);
        }
    }
}
