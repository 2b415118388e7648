package io.omnipulse.producers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** JSON values as an Avro schema asks for them, and what to say where they are something else. */
final class JsonValues {
    /**
     * Java reads nine digits of a second; events need three, so any further ones are cut off
     * before.
     */
    private static final Pattern TOO_FINE = Pattern.compile("([.,]\\d{9})\\d+");

    /**
     * The symbol that stands for what a reader does not know; a producer that leaves it out has
     * forgotten something.
     */
    private static final String READERS_SYMBOL = "UNKNOWN";

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private JsonValues() {}

    /**
     * @param path where the object is, with a point at its end; empty for the line itself
     * @param besides a name that is allowed without being a field; empty for none
     */
    static Object record(String path, Schema schema, JsonNode node, String besides)
            throws RefusedLineException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null && !name.equals(besides)) {
                throw new RefusedLineException(
                        "Field `"
                                + path
                                + Texts.shortened(name)
                                + "` is unknown; "
                                + schema.getName()
                                + " has "
                                + String.join(
                                        ", ",
                                        schema.getFields().stream()
                                                .map(Schema.Field::name)
                                                .toList())
                                + ".");
            }
        }
        IndexedRecord record = (IndexedRecord) EventModel.INSTANCE.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            String at = path + field.name();
            record.put(
                    field.pos(),
                    value == null ? absent(at, field) : value(at, field.schema(), value));
        }
        return record;
    }

    /** How a value is shown in a sentence: its kind, and the beginning of it. */
    static String described(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the string \"" + Texts.shortened(node.textValue()) + "\"";
            case NUMBER -> "the number " + Texts.shortened(node.asText());
            case BOOLEAN -> "the boolean " + node.asText();
            case NULL -> "null";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "nothing";
        };
    }

    private static @Nullable Object absent(String at, Schema.Field field)
            throws RefusedLineException {
        if (field.hasDefaultValue()) {
            return EventModel.INSTANCE.getDefaultValue(field);
        }
        Schema schema = field.schema();
        if (schema.getType() == Schema.Type.ENUM
                && schema.getEnumDefault() != null
                && !schema.getEnumDefault().equals(READERS_SYMBOL)) {
            return EventModel.INSTANCE.createEnum(schema.getEnumDefault(), schema);
        }
        throw new RefusedLineException(
                "Field `" + at + "` is missing; " + needed(schema) + " is needed.");
    }

    private static @Nullable Object value(String at, Schema schema, JsonNode node)
            throws RefusedLineException {
        if (schema.getType() == Schema.Type.UNION) {
            return node.isNull() && schema.isNullable()
                    ? null
                    : value(at, onlyBranch(schema), node);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return time(at, schema, node);
        }
        return switch (schema.getType()) {
            case STRING -> string(at, schema, node);
            case INT -> (int) whole(at, schema, node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(at, schema, node, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number(at, schema, node);
            case BOOLEAN -> {
                if (!node.isBoolean()) {
                    throw wrong(at, schema, node);
                }
                yield node.booleanValue();
            }
            case ENUM -> {
                if (!node.isTextual() || !schema.hasEnumSymbol(node.textValue())) {
                    throw wrong(at, schema, node);
                }
                yield EventModel.INSTANCE.createEnum(node.textValue(), schema);
            }
            case ARRAY -> array(at, schema, node);
            case MAP -> map(at, schema, node);
            case RECORD -> {
                if (!node.isObject()) {
                    throw wrong(at, schema, node);
                }
                yield record(at + ".", schema, node, "");
            }
            default ->
                    throw new IllegalStateException(
                            "No JSON is defined for Avro's " + schema.getType() + ".");
        };
    }

    private static Schema onlyBranch(Schema union) {
        List<Schema> branches =
                union.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .toList();
        if (branches.size() != 1) {
            throw new IllegalStateException("No JSON is defined for the union " + union + ".");
        }
        return branches.get(0);
    }

    private static Object array(String at, Schema schema, JsonNode node)
            throws RefusedLineException {
        if (!node.isArray()) {
            throw wrong(at, schema, node);
        }
        List<@Nullable Object> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            JsonNode element = Objects.requireNonNull(node.get(i));
            elements.add(value(at + "[" + i + "]", schema.getElementType(), element));
        }
        return elements;
    }

    private static Object map(String at, Schema schema, JsonNode node) throws RefusedLineException {
        if (!node.isObject()) {
            throw wrong(at, schema, node);
        }
        Map<String, @Nullable Object> entries = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = Texts.shortened(entry.getKey());
            entries.put(
                    entry.getKey(),
                    value(at + "." + name, schema.getValueType(), entry.getValue()));
        }
        return entries;
    }

    private static String string(String at, Schema schema, JsonNode node)
            throws RefusedLineException {
        if (!node.isTextual()) {
            throw wrong(at, schema, node);
        }
        String text = node.textValue();
        // Half a surrogate pair has no UTF-8 form: it would arrive as another string than the one
        // in the file.
        if (text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new RefusedLineException(
                    "Field `" + at + "` holds half a surrogate pair, which is no text.");
        }
        return text;
    }

    private static long whole(String at, Schema schema, JsonNode node, long least, long most)
            throws RefusedLineException {
        if (!node.isIntegralNumber()) {
            throw wrong(at, schema, node);
        }
        BigInteger number = node.bigIntegerValue();
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new RefusedLineException(
                    "Field `"
                            + at
                            + "` is "
                            + described(node)
                            + ", which is out of range; allowed is "
                            + least
                            + " to "
                            + most
                            + ".");
        }
        return number.longValue();
    }

    private static double number(String at, Schema schema, JsonNode node)
            throws RefusedLineException {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(at, schema, node);
        }
        return node.doubleValue();
    }

    /**
     * A moment; what is finer than a millisecond is cut off (docs/kpis.md), towards the past also
     * before 1970.
     */
    private static Instant time(String at, Schema schema, JsonNode node)
            throws RefusedLineException {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if (number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0) {
                throw wrong(at, schema, node);
            }
            return Instant.ofEpochMilli(floor(number));
        }
        if (!node.isTextual()) {
            throw wrong(at, schema, node);
        }
        try {
            String text = TOO_FINE.matcher(node.textValue()).replaceFirst("$1");
            Instant moment =
                    OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
            return Instant.ofEpochMilli(moment.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new RefusedLineException(wrong(at, schema, node).reason(), e);
        }
    }

    /**
     * A number below one is told by its sign: bringing 1e-999999999 to whole digits would take all
     * memory.
     */
    private static long floor(BigDecimal number) {
        if (number.precision() <= number.scale()) {
            return number.signum() < 0 ? -1 : 0;
        }
        return number.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static RefusedLineException wrong(String at, Schema schema, JsonNode node) {
        return new RefusedLineException(
                "Field `" + at + "` is " + described(node) + "; " + needed(schema) + " is needed.");
    }

    private static String needed(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return "a time as ISO-8601 with an offset (2026-11-22T10:05:00Z) or as epoch milliseconds";
        }
        return switch (schema.getType()) {
            case STRING -> "a string";
            case INT, LONG -> "a whole number";
            case DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
            case ARRAY -> "an array";
            default -> "an object";
        };
    }
}
