package io.omnipulse.schemas;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Parses schemas that others wrote, and refuses those with which a few bytes could keep the reader
 * busy for ever or fill its memory. Events are flat facts, so none of the limits is near anything
 * sensible:
 *
 * <ul>
 *   <li>records within themselves, directly or further down: their data may nest as deep as the
 *       writer likes
 *   <li>arrays whose items take no bytes: their number is not bounded by the size of the record
 *   <li>schemas that nest deeper than {@value #MAX_DEPTH} or that, with every name replaced by what
 *       it stands for, have more than {@value #MAX_PARTS} parts: a page of names can stand for
 *       billions
 * </ul>
 */
final class WriterSchemas {
    /** The longest text that is looked at: a hundred times the longest of our own. */
    static final int MAX_TEXT = 1024 * 1024;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_PARTS = 10_000;

    private WriterSchemas() {}

    /**
     * The schema that the text is.
     *
     * @throws SchemaParseException if it is no Avro schema, or one of those that are refused
     */
    static Schema parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new SchemaParseException("The schema is longer than " + MAX_TEXT + " characters");
        }
        Schema schema;
        try {
            schema = new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw e;
        } catch (AvroRuntimeException
                | NullPointerException
                | ClassCastException
                | IllegalArgumentException e) {
            // Avro's parser answers some malformed schemas with whatever it stumbles over.
            throw new SchemaParseException(e);
        } catch (StackOverflowError e) {
            throw new SchemaParseException("The schema nests too deeply");
        }
        new Walk().size(schema, 0);
        return schema;
    }

    /** Sizes of types, each looked at once, so that the walk is no longer than the text. */
    private static final class Walk {
        private final IdentityHashMap<Schema, Size> known = new IdentityHashMap<>();
        private final Set<String> open = new HashSet<>();

        Size size(Schema schema, int depth) {
            if (depth > MAX_DEPTH) {
                throw new SchemaParseException("The schema nests deeper than " + MAX_DEPTH);
            }
            Size before = known.get(schema);
            if (before != null && depth + before.depth() <= MAX_DEPTH) {
                return before;
            }
            Size size =
                    switch (schema.getType()) {
                        case RECORD -> record(schema, depth);
                        case ARRAY -> array(schema, depth);
                        case MAP -> size(schema.getValueType(), depth + 1).inside();
                        case UNION -> union(schema, depth);
                        case NULL -> new Size(1, 0, true);
                        case FIXED -> new Size(1, 0, schema.getFixedSize() == 0);
                        default -> new Size(1, 0, false);
                    };
            if (size.parts() > MAX_PARTS) {
                throw new SchemaParseException("The schema has more than " + MAX_PARTS + " parts");
            }
            known.put(schema, size);
            return size;
        }

        private Size record(Schema schema, int depth) {
            if (!open.add(schema.getFullName())) {
                throw new SchemaParseException(
                        "The record " + schema.getFullName() + " is part of itself");
            }
            Size sum = new Size(1, 0, true);
            for (Schema.Field field : schema.getFields()) {
                sum = sum.plus(size(field.schema(), depth + 1));
            }
            open.remove(schema.getFullName());
            return sum;
        }

        private Size array(Schema schema, int depth) {
            Size items = size(schema.getElementType(), depth + 1);
            if (items.empty()) {
                throw new SchemaParseException("The schema has an array whose items take no bytes");
            }
            return items.inside();
        }

        private Size union(Schema schema, int depth) {
            Size sum = new Size(1, 0, true);
            for (Schema branch : schema.getTypes()) {
                sum = sum.plus(size(branch, depth + 1));
            }
            return new Size(sum.parts(), sum.depth(), false);
        }
    }

    /**
     * @param parts how many types it consists of, names replaced by what they stand for
     * @param depth how many levels lie below it
     * @param empty whether its values take no bytes
     */
    private record Size(int parts, int depth, boolean empty) {

        Size plus(Size part) {
            return new Size(
                    Math.min(MAX_PARTS + 1, parts + part.parts),
                    Math.max(depth, part.depth + 1),
                    empty && part.empty);
        }

        Size inside() {
            return new Size(parts + 1, depth + 1, false);
        }
    }
}
