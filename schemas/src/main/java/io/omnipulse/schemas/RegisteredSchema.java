package io.omnipulse.schemas;

/**
 * A schema as a registry keeps it.
 *
 * @param subject what it is registered for, such as {@code web-events-value}
 * @param version counts from 1 within the subject
 * @param id what records carry; the same for the same schema in all subjects
 * @param schema the text, in Avro's JSON
 */
public record RegisteredSchema(String subject, int version, int id, String schema) {}
