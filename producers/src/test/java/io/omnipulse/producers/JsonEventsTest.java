package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.StockReason;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEventsTest {
    private static final String WEB =
            "'type':'WebEvent','event_id':'e1','occurred_at':'2026-11-22T10:05:00Z','channel':'web','action':'CLICK'";
    private static final String SALE =
            "'type':'Sale','event_id':'e2','occurred_at':1000,'store_id':'s','receipt_id':'r','total_minor':5,"
                    + "'currency':'EUR','lines':[{'product_id':'p','quantity':2,'unit_price_minor':3}]";

    private final JsonEvents json = JsonEvents.ofInputTopics();

    @Test
    void a_web_event_is_read_by_its_field_names() throws RefusedLineException {
        SpecificRecord event =
                read(
                        WEB
                                + ",'visitor_id':'v1','amount_minor':12345678901,'quantity':2,'campaign':'été'");
        assertThat(event).isInstanceOf(WebEvent.class);
        WebEvent web = (WebEvent) event;
        assertThat(web.getEventId()).isEqualTo("e1");
        assertThat(web.getOccurredAt()).isEqualTo(Instant.parse("2026-11-22T10:05:00Z"));
        assertThat(web.getAction()).isEqualTo(WebAction.CLICK);
        assertThat(web.getVisitorId()).isEqualTo("v1");
        assertThat(web.getAmountMinor()).isEqualTo(12_345_678_901L);
        assertThat(web.getQuantity()).isEqualTo(2);
        assertThat(web.getCampaign()).isEqualTo("été");
    }

    @Test
    void a_field_that_is_absent_gets_the_default_of_the_schema() throws RefusedLineException {
        WebEvent web = (WebEvent) read(WEB);
        assertThat(web.getCustomerId()).isNull();
        assertThat(web.getQuantity()).isNull();
    }

    @Test
    void null_is_allowed_where_a_field_may_be_absent() throws RefusedLineException {
        assertThat(((WebEvent) read(WEB + ",'session_id':null,'engaged_ms':null")).getSessionId())
                .isNull();
    }

    @Test
    void a_sale_is_read_with_its_lines_and_without_a_kind_it_is_a_sale()
            throws RefusedLineException {
        Sale sale = (Sale) read(SALE);
        assertThat(sale.getKind()).isEqualTo(SaleKind.SALE);
        assertThat(sale.getLines()).hasSize(1);
        assertThat(sale.getLines().get(0).getUnitPriceMinor()).isEqualTo(3);
        assertThat(sale.getLines().get(0).getUnitCostMinor()).isNull();
    }

    @Test
    void the_other_types_are_read_too() throws RefusedLineException {
        SurveyAnswer answer =
                (SurveyAnswer)
                        read(
                                "'type':'SurveyAnswer','event_id':'a','occurred_at':1,'survey_id':'s','kind':'NPS',"
                                        + "'score':9,'channel':'mail'");
        Fulfilment step =
                (Fulfilment)
                        read(
                                "'type':'Fulfilment','event_id':'f','occurred_at':1,'order_id':'o','channel':'web',"
                                        + "'state':'SHIPPED','promised_at':'1970-01-02T00:00:00Z'");
        StockMovement stock =
                (StockMovement)
                        read(
                                "'type':'StockMovement','event_id':'m','occurred_at':1,'location_id':'l','product_id':'p',"
                                        + "'quantity_delta':-3,'unit_cost_minor':7,'currency':'EUR'");
        AdSpend spend =
                (AdSpend)
                        read(
                                "'type':'AdSpend','event_id':'d','occurred_at':1,'period_ms':60000,'campaign':'c',"
                                        + "'channel':'web','amount_minor':9,'currency':'EUR'");
        assertThat(answer.getKind()).isEqualTo(SurveyKind.NPS);
        assertThat(step.getPromisedAt()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
        assertThat(stock.getReason()).isEqualTo(StockReason.OTHER);
        assertThat(spend.getPeriodMs()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'2026-11-22T10:05:00Z'                | 2026-11-22T10:05:00Z",
                "'2026-11-22T11:05:00+01:00'           | 2026-11-22T10:05:00Z",
                "'2026-11-22T11:05+01:00'              | 2026-11-22T10:05:00Z",
                "'2026-11-22T10:05:00.1239Z'           | 2026-11-22T10:05:00.123Z",
                "'2026-11-22T10:05:00.123999999999Z'   | 2026-11-22T10:05:00.123Z",
                "'1969-12-31T23:59:59.9999Z'           | 1969-12-31T23:59:59.999Z",
                "'1969-12-31T23:59:59.0001Z'           | 1969-12-31T23:59:59Z",
                "1700000000123                         | 2023-11-14T22:13:20.123Z",
                "1700000000123.9                       | 2023-11-14T22:13:20.123Z",
                "-1                                    | 1969-12-31T23:59:59.999Z",
                "1e-999999999                          | 1970-01-01T00:00:00Z",
                "-1e-999999999                         | 1969-12-31T23:59:59.999Z"
            },
            quoteCharacter = '"')
    void times_are_read_and_what_is_finer_than_a_millisecond_is_cut_off(
            String time, Instant expected) throws RefusedLineException {
        WebEvent web = (WebEvent) read(WEB.replace("'2026-11-22T10:05:00Z'", time));
        assertThat(web.getOccurredAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2026-11-22T10:05:00'",
                "'2026-11-22'",
                "'yesterday'",
                "'1700000000123'",
                "''",
                "true",
                "null",
                "1e30",
                "'+999999999-01-01T00:00:00Z'",
                "'2026-02-30T00:00:00Z'"
            })
    void other_times_are_refused_with_what_is_allowed(String time) {
        assertThatThrownBy(() -> read(WEB.replace("'2026-11-22T10:05:00Z'", time)))
                .isInstanceOf(RefusedLineException.class)
                .hasMessageContaining("`occurred_at`")
                .hasMessageContaining("ISO-8601")
                .hasMessageContaining("epoch milliseconds");
    }

    @Test
    void a_line_without_a_type_is_refused() {
        refused("'event_id':'e1'", "`type` is missing", "WebEvent, Sale, SurveyAnswer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'Webevent'", "'KpiRow'", "7", "null", "'io.omnipulse.events.WebEvent'"})
    void an_unknown_type_is_refused(String type) {
        refused(WEB.replace("'WebEvent'", type), "`type` is", "allowed are", "WebEvent");
    }

    @Test
    void an_unknown_field_is_refused() {
        refused(WEB + ",'visitorId':'v'", "`visitorId` is unknown", "WebEvent has", "visitor_id");
    }

    @Test
    void an_unknown_field_of_a_sale_line_is_refused_with_its_place() {
        refused(
                SALE.replace("'quantity':2", "'quantity':2,'tax':1"),
                "`lines[0].tax` is unknown",
                "SaleLine has");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'event_id':'e1',",
                "'channel':'web',",
                "'occurred_at':'2026-11-22T10:05:00Z',"
            })
    void a_missing_required_field_is_refused(String field) {
        refused(
                WEB.replace(field, ""),
                "is missing",
                "is needed",
                "`" + field.split("'", -1)[1] + "`");
    }

    @Test
    void an_action_left_out_is_no_unknown_action_but_a_mistake() {
        refused(
                WEB.replace(",'action':'CLICK'", ""),
                "`action` is missing",
                "one of UNKNOWN, IMPRESSION");
    }

    @Test
    void a_missing_field_of_a_sale_line_is_refused_with_its_place() {
        refused(
                SALE.replace("'quantity':2,", ""),
                "`lines[0].quantity` is missing",
                "a whole number");
    }

    @Test
    void an_unknown_symbol_is_refused() {
        refused(
                WEB.replace("CLICK", "click"),
                "`action` is the string \"click\"",
                "PAGE_VIEW, CLICK, SEARCH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'quantity':'2'          | `quantity` is the string | a whole number",
                "'quantity':2.0          | `quantity` is the number 2.0 | a whole number",
                "'quantity':true         | `quantity` is the boolean true | a whole number",
                "'quantity':2147483648   | `quantity` is the number 2147483648 | out of range",
                "'amount_minor':9223372036854775808 | `amount_minor` is the number | out of range",
                "'amount_minor':-9223372036854775809 | `amount_minor` is the number | out of range",
                "'amount_minor':[1]      | `amount_minor` is an array | a whole number",
                "'page':7                | `page` is the number 7 | a string",
                "'page':{}               | `page` is an object | a string",
                "'page':'\\ud800'        | `page` holds half a surrogate pair | no text"
            })
    void a_value_of_another_kind_is_refused(String field, String what, String needed) {
        refused(WEB + "," + field, what, needed);
    }

    @Test
    void lines_that_are_no_array_or_hold_no_objects_are_refused() {
        refused(SALE.replaceAll("'lines':.*]", "'lines':{}"), "`lines` is an object", "an array");
        refused(
                SALE.replaceAll("'lines':.*]", "'lines':[7]"),
                "`lines[0]` is the number 7",
                "an object");
        refused(
                SALE.replaceAll("'lines':.*]", "'lines':[null]"),
                "`lines[0]` is null",
                "an object");
    }

    @Test
    void null_is_refused_where_a_value_is_required() {
        refused(WEB.replace("'web'", "null"), "`channel` is null", "a string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'type':",
                "nonsense",
                "{'a':1,}",
                "{} {}",
                "{'type':'Sale','type':'Sale'}",
                "{'a':NaN}"
            })
    void what_is_no_json_is_refused(String line) {
        assertThatThrownBy(() -> json.read(line.replace('\'', '"')))
                .isInstanceOf(RefusedLineException.class)
                .hasMessageStartingWith("The line is no JSON: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "'text'"})
    void json_that_is_no_object_is_refused(String line) {
        assertThatThrownBy(() -> json.read(line.replace('\'', '"')))
                .hasMessageContaining("one JSON object a line");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        byte[] latin =
                ("{" + WEB.replace("'web'", "'é'") + "}")
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> json.read(latin)).hasMessage("The line is not UTF-8.");
    }

    @Test
    void a_line_too_long_is_refused() {
        byte[] line = new byte[JsonEvents.LONGEST_LINE + 1];
        assertThatThrownBy(() -> json.read(line)).hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void deep_nesting_is_refused_and_not_a_stack_overflow() {
        assertThatThrownBy(() -> json.read("[".repeat(200_000)))
                .isInstanceOf(RefusedLineException.class);
    }

    @Test
    void what_somebody_wrote_cannot_fill_or_steer_the_terminal() {
        assertThatThrownBy(() -> read(WEB.replace("CLICK", "\\u001b[2J" + "x".repeat(5_000))))
                .message()
                .hasSizeLessThan(600)
                .doesNotContain("\u001b");
    }

    private SpecificRecord read(String fields) throws RefusedLineException {
        return json.read(("{" + fields + "}").replace('\'', '"'));
    }

    private void refused(String fields, String... parts) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(RefusedLineException.class)
                .hasMessageContainingAll(parts);
    }
}
