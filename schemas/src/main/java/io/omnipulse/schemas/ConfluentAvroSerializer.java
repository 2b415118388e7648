package io.omnipulse.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes our records in Confluent's wire format: a zero byte, the id of the schema as four bytes,
 * Avro binary. Understands Confluent's configuration keys ({@code schema.registry.url}, {@code
 * basic.auth.*}, {@code bearer.auth.*}, {@code schema.registry.ssl.*}, {@code
 * auto.register.schemas}, {@code use.latest.version}), so that Confluent's own serializer can take
 * its place.
 *
 * <p>Throws {@link RegistryUnavailableException} when the registry does not answer, {@link
 * RegistryRefusedException} when it does not take the schema, and {@link SerializationException}
 * when the record cannot be written. Safe for use by many threads, as a producer demands.
 */
public final class ConfluentAvroSerializer implements Serializer<SpecificRecord> {
    private static final int INITIAL_SIZE = 256;
    private static final EncoderFactory ENCODERS =
            new EncoderFactory().configureBufferSize(INITIAL_SIZE);
    private static final String STRATEGY =
            "io.confluent.kafka.serializers.subject.TopicNameStrategy";

    /** The subject and the record, since one topic may carry several. */
    private record Target(String subject, Class<?> type) {}

    private record Destination(int schemaId, RecordWriter writer) {}

    /** Set once, by {@link #configure}. */
    private record Settings(
            RegistryClient registry, boolean register, boolean useLatest, boolean isKey) {}

    private final Map<Target, Destination> destinations = new ConcurrentHashMap<>();
    private @Nullable Settings settings;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        ConfigValues values = new ConfigValues(configs);
        checkStrategy(values, isKey ? "key.subject.name.strategy" : "value.subject.name.strategy");
        settings =
                new Settings(
                        RegistryClient.of(configs),
                        values.flag("auto.register.schemas", true),
                        values.flag("use.latest.version", false),
                        isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord data) {
        if (data == null) {
            return null;
        }
        Destination destination = destination(topic, data);
        ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_SIZE);
        try {
            out.writeBytes(
                    ByteBuffer.allocate(WireFormat.HEADER)
                            .put(WireFormat.MAGIC)
                            .putInt(destination.schemaId())
                            .array());
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            destination.writer().write(data, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            // Avro's failures are of many types; the message names the field.
            throw new SerializationException(
                    "The "
                            + data.getSchema().getName()
                            + " for "
                            + topic
                            + " cannot be written: "
                            + e.getMessage(),
                    e);
        }
    }

    private Destination destination(String topic, SpecificRecord data) {
        Settings ready = settings;
        if (ready == null) {
            throw new IllegalStateException("configure() was not called");
        }
        Target target = new Target(WireFormat.subject(topic, ready.isKey()), data.getClass());
        Destination known = destinations.get(target);
        if (known == null) {
            // The registry is asked outside of the map: it may take long, and others need other
            // entries meanwhile.
            known = resolve(ready, target.subject(), data);
            destinations.put(target, known);
        }
        return known;
    }

    private static Destination resolve(Settings settings, String subject, SpecificRecord data) {
        Schema own = published(data);
        RegistryClient registry = settings.registry();
        if (settings.register()) {
            return new Destination(registry.register(subject, own), new RecordWriter(own));
        }
        if (settings.useLatest()) {
            return latest(registry.latest(subject).orElseThrow(() -> notRegistered(subject)), own);
        }
        int id = registry.lookup(subject, own).orElseThrow(() -> notRegistered(subject)).id();
        return new Destination(id, new RecordWriter(own));
    }

    private static Schema published(SpecificRecord data) {
        try {
            return RecordSchemas.published(data);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    /**
     * The registered schema may have gained fields since this program was built; what it says is
     * what is written.
     */
    private static Destination latest(RegisteredSchema registered, Schema own) {
        Schema schema;
        try {
            schema = WriterSchemas.parse(registered.schema());
        } catch (SchemaParseException e) {
            throw new SerializationException(
                    "The latest schema of " + registered.subject() + " cannot be used", e);
        }
        SchemaCompatibilityType reads =
                SchemaCompatibility.checkReaderWriterCompatibility(schema, own).getType();
        if (reads != SchemaCompatibilityType.COMPATIBLE
                || !schema.getFullName().equals(own.getFullName())) {
            throw new SerializationException(
                    "Version "
                            + registered.version()
                            + " of "
                            + registered.subject()
                            + " cannot hold a "
                            + own.getFullName()
                            + " of this program. Register a compatible schema, or set auto.register.schemas=true.");
        }
        return new Destination(registered.id(), new RecordWriter(schema));
    }

    private static RegistryRefusedException notRegistered(String subject) {
        return new RegistryRefusedException(
                40403,
                "Subject "
                        + subject
                        + " has no such schema. Register it, or set auto.register.schemas=true.");
    }

    private static void checkStrategy(ConfigValues values, String key) {
        Optional<String> strategy = values.text(key);
        if (strategy.isPresent()
                && !List.of(STRATEGY, "TopicNameStrategy").contains(strategy.get())) {
            throw new ConfigException(
                    key
                            + " is "
                            + strategy.get()
                            + ", but subjects are named after topics. Remove it.");
        }
    }
}
