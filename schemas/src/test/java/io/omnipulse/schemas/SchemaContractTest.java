package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas against docs/events.md, written down a second time: other programs are written
 * against these names.
 */
class SchemaContractTest {

    static Stream<Arguments> contract() {
        return Stream.of(
                Arguments.of(
                        "io.omnipulse.events.WebEvent",
                        """
                        event_id string, occurred_at time, visitor_id string?, customer_id string?, session_id string?,
                        channel string, campaign string?, experiment string?, variant string?, action WebAction,
                        page string?, product_id string?, cart_id string?, order_id string?, quantity int?,
                        amount_minor long?, currency string?, engaged_ms long?, user_agent string?"""),
                Arguments.of(
                        "io.omnipulse.events.Sale",
                        """
                        event_id string, occurred_at time, store_id string, register_id string?, receipt_id string,
                        customer_id string?, campaign string?, kind SaleKind, lines [SaleLine], total_minor long,
                        currency string, returns_receipt_id string?"""),
                Arguments.of(
                        "io.omnipulse.events.SurveyAnswer",
                        """
                        event_id string, occurred_at time, survey_id string, kind SurveyKind, score int,
                        respondent_id string?, customer_id string?, channel string, store_id string?,
                        campaign string?, order_id string?, comment string?"""),
                Arguments.of(
                        "io.omnipulse.events.AdSpend",
                        """
                        event_id string, occurred_at time, period_ms long, campaign string, channel string,
                        amount_minor long, currency string, impressions long?, clicks long?"""),
                Arguments.of(
                        "io.omnipulse.events.StockMovement",
                        """
                        event_id string, occurred_at time, location_id string, product_id string,
                        quantity_delta int, unit_cost_minor long, currency string, reason StockReason"""),
                Arguments.of(
                        "io.omnipulse.events.Fulfilment",
                        """
                        event_id string, occurred_at time, order_id string, customer_id string?, channel string,
                        state FulfilmentState, promised_at time?"""),
                Arguments.of(
                        "io.omnipulse.events.SupportContact",
                        """
                        event_id string, occurred_at time, ticket_id string, customer_id string?, channel string,
                        state SupportState"""),
                Arguments.of(
                        "io.omnipulse.events.IdentityLink",
                        "event_id string, occurred_at time, visitor_id string, customer_id string"),
                Arguments.of(
                        "io.omnipulse.kpi.KpiRow",
                        """
                        campaign string, channel string, dimensions {string}, window_ms long, window_end time,
                        measures {long}, kpis [KpiValue], stage Stage, revision int, version int, watermark time,
                        completeness double, restated {double}"""),
                Arguments.of(
                        "io.omnipulse.kpi.KpiAlert",
                        """
                        id string, rule AlertRule, kpi string, campaign string, channel string, opened_at time,
                        closed_at time?, observed double?, expected double?, lower double?, upper double?,
                        detectable_drop double?, n long, causes [AlertCause], message string, version int"""));
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(
                        Topics.POS_SALES,
                        "lines",
                        "product_id string, quantity int, unit_price_minor long, unit_cost_minor long?"),
                Arguments.of(
                        Topics.KPI_VALUES,
                        "kpis",
                        "id string, value double?, numerator long?, denominator long?, lower double?, upper double?,"
                                + " n long"),
                Arguments.of(
                        Topics.KPI_ALERTS,
                        "causes",
                        "campaign string, channel string, rate_effect double, mix_effect double"));
    }

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of(
                        Topics.WEB_EVENTS,
                        "action",
                        "UNKNOWN",
                        "UNKNOWN IMPRESSION PAGE_VIEW CLICK SEARCH PRODUCT_VIEW ADD_TO_CART REMOVE_FROM_CART CHECKOUT"
                                + " PURCHASE SIGN_UP SUBSCRIBE UNSUBSCRIBE LIKE SHARE COMMENT REVIEW MENTION"),
                Arguments.of(Topics.POS_SALES, "kind", "SALE", "SALE RETURN"),
                Arguments.of(Topics.SURVEY_ANSWERS, "kind", "UNKNOWN", "UNKNOWN NPS CSAT YES_NO"),
                Arguments.of(
                        Topics.STOCK_MOVEMENTS,
                        "reason",
                        "OTHER",
                        "OTHER RECEIPT SALE RETURN ADJUSTMENT SNAPSHOT"),
                Arguments.of(
                        Topics.FULFILMENTS,
                        "state",
                        "UNKNOWN",
                        "UNKNOWN ORDERED SHIPPED DELIVERED CANCELLED"),
                Arguments.of(
                        Topics.SUPPORT_CONTACTS,
                        "state",
                        "UNKNOWN",
                        "UNKNOWN OPENED ANSWERED RESOLVED"),
                Arguments.of(Topics.KPI_VALUES, "stage", null, "PROVISIONAL FINAL SETTLED"),
                Arguments.of(Topics.KPI_ALERTS, "rule", null, "OUTAGE DROP DECLINE DATA_HEALTH"));
    }

    static List<Class<?>> records() {
        return List.copyOf(RecordSchemas.classes());
    }

    @ParameterizedTest
    @MethodSource("contract")
    void a_record_has_exactly_the_fields_of_the_contract(String record, String fields) {
        assertThat(describe(RecordSchemas.reader(record))).containsExactlyElementsOf(list(fields));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_part_has_exactly_the_fields_of_the_contract(String topic, String field, String fields) {
        assertThat(describe(schemaOf(topic).getField(field).schema().getElementType()))
                .containsExactlyElementsOf(list(fields));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void an_enum_has_the_symbols_and_the_default_of_the_contract(
            String topic, String field, String otherwise, String symbols) {
        Schema type = schemaOf(topic).getField(field).schema();

        assertThat(type.getEnumSymbols()).containsExactly(symbols.split(" "));
        assertThat(type.getEnumDefault()).isEqualTo(otherwise);
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_optional_field_defaults_to_null(Class<?> record) {
        Schema schema = RecordSchemas.reader(record.getName());

        assertThat(schema.getFields())
                .filteredOn(field -> field.schema().isNullable())
                .allSatisfy(
                        field -> {
                            assertThat(field.schema().getTypes().get(0).getType())
                                    .isEqualTo(Schema.Type.NULL);
                            assertThat(field.defaultVal()).isEqualTo(Schema.Field.NULL_VALUE);
                        });
    }

    @ParameterizedTest
    @MethodSource("records")
    void the_registered_schema_says_nothing_about_java(Class<?> record) {
        Schema published = RecordSchemas.published(record.asSubclass(SpecificRecord.class));

        assertThat(published.toString()).doesNotContain("java");
        assertThat(
                        SchemaCompatibility.checkReaderWriterCompatibility(
                                        RecordSchemas.reader(record.getName()), published)
                                .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void there_is_no_other_record() {
        assertThat(RecordSchemas.classes())
                .extracting(Class::getName)
                .containsExactlyInAnyOrderElementsOf(
                        contract().map(arguments -> (String) arguments.get()[0]).toList());
    }

    private static Schema schemaOf(String topic) {
        return RecordSchemas.reader(Topics.recordClass(topic).orElseThrow().getName());
    }

    private static List<String> list(String fields) {
        return Arrays.stream(fields.replace("\n", " ").split(",", -1))
                .map(String::trim)
                .collect(Collectors.toList());
    }

    private static List<String> describe(Schema record) {
        return record.getFields().stream()
                .map(field -> field.name() + " " + type(field.schema()))
                .toList();
    }

    private static String type(Schema schema) {
        if (schema.getLogicalType() != null) {
            assertThat(schema.getLogicalType().getName()).isEqualTo("timestamp-millis");
            assertThat(schema.getType()).isEqualTo(Schema.Type.LONG);
            return "time";
        }
        return switch (schema.getType()) {
            case UNION -> type(schema.getTypes().get(1)) + "?";
            case ARRAY -> "[" + type(schema.getElementType()) + "]";
            case MAP -> "{" + type(schema.getValueType()) + "}";
            default -> schema.getName();
        };
    }
}
