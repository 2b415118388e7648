package io.omnipulse.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the serde that configuration names: ours, unless {@code value.serializer} or {@code
 * value.deserializer} (for keys: {@code key.serializer}, {@code key.deserializer}) names another.
 * Who has Confluent's jar puts it on the class path and sets {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer} and {@code …KafkaAvroDeserializer}; all other
 * settings stay as they are.
 *
 * <p>Whichever it is, callers see the same failures: {@link UndecodableException} for a bad record,
 * {@link RegistryUnavailableException} for a registry that does not answer. {@link
 * ForeignDeserializer} says how another's failures are told apart.
 */
public final class AvroSerdes {
    static {
        AvroSettings.apply();
    }

    private AvroSerdes() {}

    /**
     * The configured writer of values, or of keys.
     *
     * @param config Kafka's and Confluent's keys; others are handed on and ignored
     * @throws ConfigException if the class cannot be made or its configuration is wrong
     */
    public static Serializer<SpecificRecord> serializer(Map<String, ?> config, boolean isKey) {
        String name =
                className(
                        config,
                        isKey ? "key.serializer" : "value.serializer",
                        ConfluentAvroSerializer.class);
        @SuppressWarnings("unchecked") // a serializer named for our records takes records
        Serializer<SpecificRecord> serializer =
                name.equals(ConfluentAvroSerializer.class.getName())
                        ? new ConfluentAvroSerializer()
                        : (Serializer<SpecificRecord>) make(name, Serializer.class);
        serializer.configure(config, isKey);
        return serializer;
    }

    /**
     * The configured reader of values, or of keys.
     *
     * @param config Kafka's and Confluent's keys; others are handed on and ignored
     * @throws ConfigException if the class cannot be made or its configuration is wrong
     */
    public static Deserializer<SpecificRecord> deserializer(Map<String, ?> config, boolean isKey) {
        String name =
                className(
                        config,
                        isKey ? "key.deserializer" : "value.deserializer",
                        ConfluentAvroDeserializer.class);
        Deserializer<SpecificRecord> deserializer =
                name.equals(ConfluentAvroDeserializer.class.getName())
                        ? new ConfluentAvroDeserializer()
                        : new ForeignDeserializer(make(name, Deserializer.class));
        Map<String, Object> settings = new HashMap<>(config);
        settings.putIfAbsent("specific.avro.reader", true);
        deserializer.configure(settings, isKey);
        return deserializer;
    }

    /** Both as one. */
    public static Serde<SpecificRecord> serde(Map<String, ?> config, boolean isKey) {
        return Serdes.serdeFrom(serializer(config, isKey), deserializer(config, isKey));
    }

    private static String className(Map<String, ?> config, String key, Class<?> otherwise) {
        return new ConfigValues(config).text(key).orElse(otherwise.getName());
    }

    private static <T> T make(String className, Class<T> type) {
        try {
            return Utils.newInstance(className, type);
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    "There is no class " + className + ". Put its jar on the class path.");
        } catch (KafkaException | ClassCastException e) {
            throw new ConfigException(
                    className
                            + " cannot be used as a "
                            + type.getSimpleName()
                            + ": "
                            + e.getMessage());
        }
    }
}
