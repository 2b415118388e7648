package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SupportState;
import io.omnipulse.schemas.UndecodableException.Reason;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** Programs are not upgraded at the same time: older and newer schemas meet. */
class EvolutionTest {
    private static final String VISITOR = "{\"name\":\"visitor_id\",\"type\":\"string\"}";

    private final Serde serde = Serde.on("mock://evolution");

    @Test
    void a_field_that_the_reader_does_not_know_is_passed_over() throws Exception {
        Schema newer =
                Serde.edited(
                        Topics.IDENTITY_LINKS,
                        VISITOR,
                        "{\"name\":\"proof\",\"type\":{\"type\":\"map\",\"values\":[\"null\",\"string\"]},\"default\":{}},"
                                + VISITOR);
        GenericRecord record =
                new GenericRecordBuilder(newer)
                        .set("event_id", "e-8")
                        .set("occurred_at", Samples.NOON.toEpochMilli())
                        .set("proof", Map.of("login", "yes"))
                        .set("visitor_id", "v-1")
                        .set("customer_id", "c-1")
                        .build();
        byte[] bytes = Serde.foreign(serde.register("identity-links-value", newer), record);

        IdentityLink read = (IdentityLink) serde.read(Topics.IDENTITY_LINKS, bytes);

        assertThat(read).isEqualTo(Samples.identityLink());
    }

    @Test
    void an_optional_field_that_the_writer_does_not_know_is_absent() throws Exception {
        Schema older =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"SupportContact","namespace":"io.omnipulse.events","fields":[
                                  {"name":"event_id","type":"string"},
                                  {"name":"occurred_at","type":{"type":"long","logicalType":"timestamp-millis"}},
                                  {"name":"ticket_id","type":"string"},
                                  {"name":"channel","type":"string"},
                                  {"name":"state","type":{"type":"enum","name":"SupportState",
                                    "symbols":["UNKNOWN","OPENED"],"default":"UNKNOWN"}}]}""");
        GenericRecord record =
                new GenericRecordBuilder(older)
                        .set("event_id", "e-7")
                        .set("occurred_at", Samples.NOON.toEpochMilli())
                        .set("ticket_id", "t-1")
                        .set("channel", "email")
                        .set(
                                "state",
                                new GenericData.EnumSymbol(
                                        older.getField("state").schema(), "OPENED"))
                        .build();
        byte[] bytes = Serde.foreign(serde.register("older-value", older), record);

        SupportContact read = (SupportContact) serde.read(Topics.SUPPORT_CONTACTS, bytes);

        assertThat(read)
                .isEqualTo(
                        new SupportContact(
                                "e-7", Samples.NOON, "t-1", null, "email", SupportState.OPENED));
    }

    @Test
    void a_symbol_that_the_reader_does_not_know_falls_to_the_default() throws Exception {
        Schema newer =
                Serde.edited(Topics.SUPPORT_CONTACTS, "\"RESOLVED\"", "\"RESOLVED\",\"ESCALATED\"");
        GenericRecord record =
                new GenericRecordBuilder(newer)
                        .set("event_id", "e-7")
                        .set("occurred_at", Samples.NOON.toEpochMilli())
                        .set("ticket_id", "t-1")
                        .set("channel", "email")
                        .set(
                                "state",
                                new GenericData.EnumSymbol(
                                        newer.getField("state").schema(), "ESCALATED"))
                        .build();
        byte[] bytes = Serde.foreign(serde.register("support-contacts-value", newer), record);

        SupportContact read = (SupportContact) serde.read(Topics.SUPPORT_CONTACTS, bytes);

        assertThat(read.getState()).isEqualTo(SupportState.UNKNOWN);
    }

    @Test
    void a_schema_with_javas_hints_for_strings_is_read_like_ours() throws Exception {
        Schema hinted = IdentityLink.getClassSchema();
        GenericRecord record =
                new GenericRecordBuilder(hinted)
                        .set("event_id", "e-8")
                        .set("occurred_at", Samples.NOON.toEpochMilli())
                        .set("visitor_id", "v-1")
                        .set("customer_id", "c-1")
                        .build();
        byte[] bytes = Serde.foreign(serde.register("hinted-value", hinted), record);

        assertThat(serde.read(Topics.IDENTITY_LINKS, bytes)).isEqualTo(Samples.identityLink());
    }

    @Test
    void a_smaller_number_type_is_widened() throws Exception {
        Schema older =
                Serde.edited(
                        Topics.AD_SPEND,
                        "{\"name\":\"period_ms\",\"type\":\"long\"",
                        "{\"name\":\"period_ms\",\"type\":\"int\"");
        GenericRecord record = new GenericData.Record(older);
        Samples.adSpend()
                .getSchema()
                .getFields()
                .forEach(field -> record.put(field.name(), Samples.adSpend().get(field.pos())));
        record.put("occurred_at", Samples.NOON.toEpochMilli());
        record.put("period_ms", 3_600_000);
        byte[] bytes = Serde.foreign(serde.register("ad-spend-value", older), record);

        assertThat(serde.read(Topics.AD_SPEND, bytes)).isEqualTo(Samples.adSpend());
    }

    @Test
    void a_schema_without_a_required_field_is_undecodable() throws Exception {
        Schema lacking = Serde.edited(Topics.IDENTITY_LINKS, VISITOR + ",", "");
        GenericRecord record =
                new GenericRecordBuilder(lacking)
                        .set("event_id", "e-8")
                        .set("occurred_at", 0L)
                        .set("customer_id", "c-1")
                        .build();
        byte[] bytes = Serde.foreign(serde.register("lacking-value", lacking), record);

        assertThatThrownBy(() -> serde.read(Topics.IDENTITY_LINKS, bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNDECODABLE))
                .hasMessageContaining("visitor_id");
    }
}
