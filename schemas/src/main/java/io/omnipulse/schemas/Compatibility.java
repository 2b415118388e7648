package io.omnipulse.schemas;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new schema has to get on with, by Confluent's names. */
enum Compatibility {
    NONE(false, false, false),
    /** A reader with the new schema reads what the last one wrote. */
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    /** A reader with the last schema reads what the new one writes. */
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    Compatibility(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    static Optional<Compatibility> named(String name) {
        return Stream.of(values()).filter(level -> level.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * Why the schema does not get on with the earlier ones; empty if it does.
     *
     * @param earlier the schemas before it, oldest first
     */
    List<String> objections(Schema schema, List<Schema> earlier) {
        List<Schema> relevant =
                transitive || earlier.isEmpty()
                        ? earlier
                        : earlier.subList(earlier.size() - 1, earlier.size());
        return relevant.stream().flatMap(before -> objections(schema, before)).toList();
    }

    private Stream<String> objections(Schema schema, Schema before) {
        Stream<String> reading = backward ? unreadable(schema, before) : Stream.empty();
        Stream<String> writing = forward ? unreadable(before, schema) : Stream.empty();
        return Stream.concat(reading, writing);
    }

    private static Stream<String> unreadable(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return Stream.empty();
        }
        return pair.getResult().getIncompatibilities().stream()
                .map(
                        found ->
                                found.getType()
                                        + " at "
                                        + found.getLocation()
                                        + ": "
                                        + found.getMessage());
    }
}
