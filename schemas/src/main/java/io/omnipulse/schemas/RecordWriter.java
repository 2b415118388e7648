package io.omnipulse.schemas;

import io.omnipulse.kpi.KpiValue;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes our records with a schema that may have fields or symbols in other places than the
 * generated class. Avro's writer goes by position, so that a field added in the middle of a
 * registered schema would be filled with the value of its neighbour; this one goes by name.
 */
final class RecordWriter extends SpecificDatumWriter<SpecificRecord> {
    /** Where the generated class has the field; −1 where it has none. */
    private final IdentityHashMap<Schema.Field, Integer> positions = new IdentityHashMap<>();

    /** The schema of a row's values, where it is the generated class's, field for field. */
    private final @Nullable Schema ownKpiValue;

    RecordWriter(Schema schema) {
        super(schema, RecordModel.INSTANCE);
        ownKpiValue = prepare(schema, null);
    }

    /** Looks the fields up once: a row has hundreds. */
    private @Nullable Schema prepare(Schema schema, @Nullable Schema found) {
        return switch (schema.getType()) {
            case ARRAY -> prepare(schema.getElementType(), found);
            case MAP -> prepare(schema.getValueType(), found);
            case UNION -> {
                Schema last = found;
                for (Schema type : schema.getTypes()) {
                    last = prepare(type, last);
                }
                yield last;
            }
            case RECORD -> prepareRecord(schema, found);
            default -> found;
        };
    }

    private @Nullable Schema prepareRecord(Schema schema, @Nullable Schema found) {
        if (!schema.getFields().isEmpty() && positions.containsKey(schema.getFields().get(0))) {
            return found; // a record that holds itself
        }
        if (!RecordModel.knows(schema.getFullName())) {
            return found; // of a field that was added later: it takes its default
        }
        Class<?> type = RecordModel.recordClass(schema.getFullName());
        Schema own = SpecificData.get().getSchema(type);
        Schema last = found;
        for (Schema.Field field : schema.getFields()) {
            Schema.Field ownField = own.getField(field.name());
            positions.put(field, ownField == null ? -1 : ownField.pos());
            last = prepare(field.schema(), last);
        }
        return type == KpiValue.class && areAlike(schema, own) ? schema : last;
    }

    private static boolean areAlike(Schema schema, Schema own) {
        return SchemaNormalization.toParsingForm(schema)
                .equals(SchemaNormalization.toParsingForm(own));
    }

    /** A row holds dozens of values, and the class writes itself several times faster. */
    @Override
    @SuppressWarnings(
            "ReferenceEquality") // the very schema that was looked at, not another like it
    protected void writeRecord(Schema schema, Object datum, Encoder out) throws IOException {
        if (datum instanceof KpiValue value && schema == ownKpiValue) {
            value.customEncode(out);
        } else {
            super.writeRecord(schema, datum, out);
        }
    }

    @Override
    protected void writeField(Object datum, Schema.Field field, Encoder out, Object state)
            throws IOException {
        Integer position = positions.get(field);
        Object value =
                position == null || position < 0
                        ? getData().getDefaultValue(field)
                        : ((SpecificRecord) datum).get(position);
        try {
            write(field.schema(), value, out);
        } catch (NullPointerException | ClassCastException | AvroTypeException e) {
            throw new AvroTypeException("field " + field.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected void writeEnum(Schema schema, Object datum, Encoder out) throws IOException {
        String symbol = datum.toString();
        if (!schema.hasEnumSymbol(symbol)) {
            throw new AvroTypeException("the schema has no symbol " + symbol);
        }
        out.writeEnum(schema.getEnumOrdinal(symbol));
    }
}
