package io.omnipulse.schemas;

import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes our records with a schema that may have fields or symbols in other places than the
 * generated class. Avro's writer goes by position, so that a field added in the middle of a
 * registered schema would be filled with the value of its neighbour; this one goes by name.
 */
final class RecordWriter extends SpecificDatumWriter<SpecificRecord> {
    RecordWriter(Schema schema) {
        super(schema, RecordModel.INSTANCE);
    }

    @Override
    protected void writeField(Object datum, Schema.Field field, Encoder out, Object state)
            throws IOException {
        SpecificRecord record = (SpecificRecord) datum;
        Schema.Field own = record.getSchema().getField(field.name());
        Object value = own == null ? getData().getDefaultValue(field) : record.get(own.pos());
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
