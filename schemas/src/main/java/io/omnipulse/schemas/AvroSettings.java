package io.omnipulse.schemas;

import java.util.List;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The settings that Avro has per process instead of per reader. The serde applies them; a program
 * that copies generated records without ever touching the serde ({@code newBuilder(record)}) calls
 * {@link #apply} itself.
 *
 * <p>Upper limits for what one value may claim to be long. They are system properties that Avro
 * reads once, when it decodes for the first time, so they are set before that; a property that the
 * operator has set stays as it is. They are the second line. The first is that a value is decoded
 * from an array, and no length may pass what is left of it; a schema that gets around this (items
 * of no bytes, records in themselves) is refused by {@link WriterSchemas}.
 *
 * <p>Trusted classes: Avro makes no instance of a class that a schema names unless it is trusted.
 * The two packages of generated records are, and no others; what else the operator trusts by Avro's
 * own properties stays.
 */
public final class AvroSettings {
    /** More than any record that a broker takes: 1 MiB by default, rarely raised past this. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_ITEMS = 1_000_000;

    private static final List<String> TRUSTED = List.of("io.omnipulse.events", "io.omnipulse.kpi");

    static {
        limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, MAX_BYTES);
        limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, MAX_BYTES);
        limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MAX_ITEMS);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> TRUSTED.contains(type.getPackageName())));
    }

    private AvroSettings() {}

    /** Applies them, if they are not yet: loading this class does. */
    public static void apply() {}

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
