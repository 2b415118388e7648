package io.omnipulse.producers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's model of the generated event classes and of no others. Avro's own model refuses classes
 * that a system property does not list as trusted; here the package decides, whatever the
 * properties of the process are.
 */
final class EventModel extends SpecificData {
    static final EventModel INSTANCE = new EventModel();

    private static final String PACKAGE = "io.omnipulse.events";

    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    private EventModel() {
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        setCustomCoders(false);
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> generated(schema);
            default -> super.getClass(schema);
        };
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // an enum's schema has an enum's class
    public Object createEnum(String symbol, Schema schema) {
        return Enum.valueOf((Class) generated(schema), symbol);
    }

    private Class<?> generated(Schema schema) {
        if (!PACKAGE.equals(schema.getNamespace())) {
            throw new AvroTypeException(schema.getFullName() + " is no event.");
        }
        return classes.computeIfAbsent(schema.getFullName(), EventModel::load);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AvroTypeException("No class was generated for " + name + ".", e);
        }
    }
}
