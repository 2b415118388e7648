package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.kpi.AlertCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Records to events, and which rule of the event contract a bad one breaks. */
class EventTranslatorTest {
    private static final long SENT_MS = Samples.NOON.toEpochMilli() + 1_000;
    private static final String LONG = "x".repeat(201);

    private final EventTranslator translator = new EventTranslator(Duration.ofMinutes(5));

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        Samples.web().build(),
                        Facts.purchase("e-1", "12:00", "o-1")
                                .of(Subject.Kind.VISITOR, "v-1")
                                .session("s-1")
                                .campaign("spring")
                                .engaged(1500)
                                .event()),
                Arguments.of(
                        Samples.sale().build(),
                        Facts.sale("e-1", "12:00", "r-1")
                                .of(Subject.Kind.NATURAL, "pos-sales\0lyon\0r-1")
                                .event()),
                Arguments.of(
                        Samples.answer().build(),
                        Facts.answer("e-1", "12:00", Action.NPS, 9)
                                .of(Subject.Kind.EVENT, "e-1")
                                .event()),
                Arguments.of(
                        Samples.spend().build(),
                        other(EventType.AD_SPEND, "ad-spend\0spring\0social")
                                .channel("social")
                                .campaign("spring")
                                .event()),
                Arguments.of(
                        Samples.movement().build(),
                        other(EventType.STOCK_MOVEMENT, "stock-movements\0lyon\0p-1")
                                .channel(null)
                                .event()),
                Arguments.of(
                        Samples.fulfilment().build(),
                        other(EventType.FULFILMENT, "fulfilments\0o-1").channel("web").event()),
                Arguments.of(
                        Samples.contact().build(),
                        other(EventType.SUPPORT_CONTACT, "support-contacts\0t-1")
                                .channel("phone")
                                .event()),
                Arguments.of(
                        Samples.link().build(),
                        other(EventType.IDENTITY_LINK, "")
                                .of(Subject.Kind.CUSTOMER, "c-1")
                                .channel(null)
                                .links("v-1")
                                .event()));
    }

    private static Facts other(EventType type, String naturalKey) {
        return Facts.other(type, "e-1", "12:00").of(Subject.Kind.NATURAL, naturalKey);
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_type_is_translated_field_by_field(SpecificRecord record, Event expected)
            throws RejectedException {
        // When
        Event event = translator.translate(record, SENT_MS);
        // Then
        assertThat(event).isEqualTo(expected);
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                subject(Subject.Kind.CUSTOMER, "c", Samples.web().setCustomerId("c").build()),
                subject(Subject.Kind.VISITOR, "v-1", Samples.web().build()),
                subject(Subject.Kind.SESSION, "s-1", Samples.web().setVisitorId(null).build()),
                subject(
                        Subject.Kind.EVENT,
                        "e-1",
                        Samples.web().setVisitorId(null).setSessionId(null).build()),
                subject(Subject.Kind.CUSTOMER, "c", Samples.sale().setCustomerId("c").build()),
                subject(
                        Subject.Kind.CUSTOMER,
                        "c",
                        Samples.answer().setCustomerId("c").setRespondentId("r").build()),
                subject(
                        Subject.Kind.RESPONDENT,
                        "r",
                        Samples.answer().setRespondentId("r").build()),
                subject(
                        Subject.Kind.CUSTOMER,
                        "c",
                        Samples.fulfilment().setCustomerId("c").build()),
                subject(Subject.Kind.CUSTOMER, "c", Samples.contact().setCustomerId("c").build()));
    }

    private static Arguments subject(Subject.Kind kind, String id, SpecificRecord record) {
        return Arguments.of(kind, id, record);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("subjects")
    void the_first_identifier_that_is_present_is_the_subject(
            Subject.Kind kind, String id, SpecificRecord record) throws RejectedException {
        // When
        Event event = translator.translate(record, SENT_MS);
        // Then
        assertThat(event.subject()).isEqualTo(new Subject(kind, id));
    }

    @Test
    void natural_keys_of_other_parts_or_types_are_other_subjects() {
        // When
        Stream<Subject> subjects =
                Stream.of(
                        Subject.natural(EventType.SALE, "a/b", "c"),
                        Subject.natural(EventType.SALE, "a", "b/c"),
                        Subject.natural(EventType.STOCK_MOVEMENT, "a", "b/c"));
        // Then
        assertThat(subjects).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(WebAction.class)
    void every_action_of_the_web_has_its_name(WebAction action) throws RejectedException {
        // When
        Event event = translator.translate(Samples.web().setAction(action).build(), SENT_MS);
        // Then
        assertThat(event.action().name()).isEqualTo(action.name());
    }

    @ParameterizedTest
    @EnumSource(SurveyKind.class)
    void every_kind_of_survey_has_its_name_and_the_unknown_one_its_own(SurveyKind kind)
            throws RejectedException {
        // When
        Event event =
                translator.translate(Samples.answer().setKind(kind).setScore(1).build(), SENT_MS);
        // Then
        assertThat(event.action().name())
                .isEqualTo(kind == SurveyKind.UNKNOWN ? "UNKNOWN_SURVEY" : kind.name());
    }

    @Test
    void a_return_carries_its_amount_without_a_sign() throws RejectedException {
        // When
        Event event =
                translator.translate(Samples.sale().setKind(SaleKind.RETURN).build(), SENT_MS);
        // Then
        assertThat(event.action()).isEqualTo(Action.RETURN);
        assertThat(event.amountMinor()).isEqualTo(1000);
    }

    @Test
    void a_time_finer_than_a_millisecond_is_cut_off() throws RejectedException {
        // When
        Event event =
                translator.translate(
                        Samples.web().setOccurredAt(Samples.NOON.plusNanos(1_999_999)).build(),
                        SENT_MS);
        // Then
        assertThat(event.occurredAtMs()).isEqualTo(Samples.NOON.toEpochMilli() + 1);
    }

    @Test
    void a_web_event_may_lack_everything_that_is_not_required() throws RejectedException {
        // When
        Event event =
                translator.translate(
                        Samples.web()
                                .setAction(WebAction.CLICK)
                                .setVisitorId(null)
                                .setSessionId(null)
                                .setCampaign(null)
                                .setOrderId(null)
                                .setAmountMinor(null)
                                .setCurrency(null)
                                .setEngagedMs(null)
                                .build(),
                        SENT_MS);
        // Then
        assertThat(event)
                .isEqualTo(
                        Facts.web("e-1", "12:00", Action.CLICK)
                                .of(Subject.Kind.EVENT, "e-1")
                                .event());
    }

    static Stream<Arguments> badEvents() {
        return Stream.of(
                bad(Reason.UNDECODABLE, "no event", new AlertCause("spring", "web", 0.1, 0.2)),
                bad(Reason.MISSING_FIELD, "order_id", Samples.web().setOrderId(null).build()),
                bad(
                        Reason.MISSING_FIELD,
                        "amount_minor",
                        Samples.web().setAmountMinor(null).build()),
                bad(Reason.MISSING_FIELD, "currency", Samples.web().setCurrency(null).build()),
                bad(
                        Reason.BAD_TIME,
                        "occurred_at",
                        Samples.web()
                                .setOccurredAt(Instant.parse("1999-12-31T23:59:59.999Z"))
                                .build()),
                bad(
                        Reason.BAD_TIME,
                        "occurred_at",
                        Samples.sale().setOccurredAt(Samples.NOON.plusMillis(301_001)).build()),
                bad(
                        Reason.BAD_TIME,
                        "occurred_at",
                        Samples.link()
                                .setOccurredAt(Samples.NOON.plus(Duration.ofDays(1)))
                                .build()),
                bad(Reason.BAD_SCORE, "score", Samples.answer().setScore(11).build()),
                bad(Reason.BAD_SCORE, "score", Samples.answer().setScore(-1).build()),
                bad(
                        Reason.BAD_SCORE,
                        "score",
                        Samples.answer().setKind(SurveyKind.CSAT).setScore(0).build()),
                bad(
                        Reason.BAD_SCORE,
                        "score",
                        Samples.answer().setKind(SurveyKind.CSAT).setScore(6).build()),
                bad(
                        Reason.BAD_SCORE,
                        "score",
                        Samples.answer().setKind(SurveyKind.YES_NO).setScore(2).build()),
                bad(Reason.NEGATIVE_NUMBER, "quantity", Samples.web().setQuantity(-1).build()),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "amount_minor",
                        Samples.web().setAmountMinor(-1L).build()),
                bad(Reason.NEGATIVE_NUMBER, "engaged_ms", Samples.web().setEngagedMs(-1L).build()),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "total_minor",
                        Samples.sale().setTotalMinor(-1).build()),
                bad(Reason.NEGATIVE_NUMBER, "lines.quantity", line(Samples.line().setQuantity(-1))),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "lines.unit_price_minor",
                        line(Samples.line().setUnitPriceMinor(-1))),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "lines.unit_cost_minor",
                        line(Samples.line().setUnitCostMinor(-1L))),
                bad(Reason.NEGATIVE_NUMBER, "period_ms", Samples.spend().setPeriodMs(-1).build()),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "amount_minor",
                        Samples.spend().setAmountMinor(-1).build()),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "impressions",
                        Samples.spend().setImpressions(-1L).build()),
                bad(Reason.NEGATIVE_NUMBER, "clicks", Samples.spend().setClicks(-1L).build()),
                bad(
                        Reason.NEGATIVE_NUMBER,
                        "unit_cost_minor",
                        Samples.movement().setUnitCostMinor(-1).build()),
                bad(
                        Reason.OVERFLOW,
                        "amount_minor",
                        Samples.web().setAmountMinor(1_000_000_000_000_001L).build()),
                bad(
                        Reason.OVERFLOW,
                        "total_minor",
                        Samples.sale().setTotalMinor(Long.MAX_VALUE).build()),
                bad(
                        Reason.OVERFLOW,
                        "lines.quantity",
                        line(
                                Samples.line()
                                        .setQuantity(Integer.MAX_VALUE)
                                        .setUnitPriceMinor(1_000_000_000_000_000L))),
                bad(
                        Reason.OVERFLOW,
                        "lines.quantity",
                        line(Samples.line().setQuantity(2).setUnitCostMinor(500_000_000_000_001L))),
                bad(Reason.BAD_CURRENCY, "currency", Samples.web().setCurrency("eur").build()),
                bad(
                        Reason.BAD_CURRENCY,
                        "currency",
                        Samples.web().setAction(WebAction.CLICK).setCurrency("€").build()),
                bad(Reason.BAD_CURRENCY, "currency", Samples.sale().setCurrency("EURO").build()),
                bad(Reason.BAD_CURRENCY, "currency", Samples.spend().setCurrency("").build()),
                bad(Reason.BAD_CURRENCY, "currency", Samples.movement().setCurrency("ZZZ").build()),
                bad(Reason.RESERVED_NAME, "campaign", Samples.web().setCampaign("*").build()),
                bad(Reason.RESERVED_NAME, "channel", Samples.web().setChannel("none").build()),
                bad(Reason.RESERVED_NAME, "campaign", Samples.sale().setCampaign("none").build()),
                bad(Reason.RESERVED_NAME, "channel", Samples.answer().setChannel("*").build()),
                bad(Reason.RESERVED_NAME, "campaign", Samples.spend().setCampaign("none").build()),
                bad(Reason.RESERVED_NAME, "channel", Samples.spend().setChannel("none").build()),
                bad(Reason.RESERVED_NAME, "channel", Samples.fulfilment().setChannel("*").build()),
                bad(Reason.RESERVED_NAME, "channel", Samples.contact().setChannel("*").build()),
                bad(Reason.BAD_NAME, "event_id", Samples.web().setEventId("").build()),
                bad(Reason.BAD_NAME, "channel", Samples.web().setChannel("").build()),
                bad(Reason.BAD_NAME, "campaign", Samples.web().setCampaign(LONG).build()),
                bad(Reason.BAD_NAME, "visitor_id", Samples.web().setVisitorId("a\u0000b").build()),
                bad(Reason.BAD_NAME, "customer_id", Samples.web().setCustomerId(LONG).build()),
                bad(Reason.BAD_NAME, "session_id", Samples.web().setSessionId("\n").build()),
                bad(Reason.BAD_NAME, "order_id", Samples.web().setOrderId("").build()),
                bad(Reason.BAD_NAME, "variant", Samples.web().setVariant("").build()),
                bad(Reason.BAD_NAME, "experiment", Samples.web().setExperiment("\t").build()),
                bad(Reason.BAD_NAME, "cart_id", Samples.web().setCartId(LONG).build()),
                bad(Reason.BAD_NAME, "product_id", Samples.web().setProductId("").build()),
                bad(Reason.BAD_NAME, "store_id", Samples.sale().setStoreId("").build()),
                bad(Reason.BAD_NAME, "receipt_id", Samples.sale().setReceiptId("a\u0000b").build()),
                bad(Reason.BAD_NAME, "lines.product_id", line(Samples.line().setProductId(""))),
                bad(Reason.BAD_NAME, "survey_id", Samples.answer().setSurveyId(LONG).build()),
                bad(Reason.BAD_NAME, "respondent_id", Samples.answer().setRespondentId("").build()),
                bad(Reason.BAD_NAME, "location_id", Samples.movement().setLocationId("").build()),
                bad(Reason.BAD_NAME, "ticket_id", Samples.contact().setTicketId("").build()),
                bad(Reason.BAD_NAME, "order_id", Samples.fulfilment().setOrderId("\u007f").build()),
                bad(Reason.BAD_NAME, "customer_id", Samples.link().setCustomerId("").build()),
                bad(Reason.BAD_NAME, "visitor_id", Samples.link().setVisitorId("").build()));
    }

    private static Arguments bad(Reason reason, String field, SpecificRecord record) {
        return Arguments.of(reason, field, record);
    }

    private static SpecificRecord line(SaleLine.Builder line) {
        return Samples.sale().setLines(List.of(Samples.line().build(), line.build())).build();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badEvents")
    void a_bad_event_is_rejected_for_the_rule_it_breaks(
            Reason reason, String field, SpecificRecord record) {
        // When
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> translator.translate(record, SENT_MS))
                // Then
                .withMessageContaining(field)
                .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void numbers_may_be_zero_and_stock_may_shrink() throws RejectedException {
        // When
        Event free =
                translator.translate(
                        Samples.sale()
                                .setTotalMinor(0)
                                .setLines(
                                        List.of(
                                                Samples.line()
                                                        .setQuantity(0)
                                                        .setUnitPriceMinor(0)
                                                        .setUnitCostMinor(null)
                                                        .build()))
                                .build(),
                        SENT_MS);
        Event shrunk =
                translator.translate(
                        Samples.movement().setQuantityDelta(Integer.MIN_VALUE).build(), SENT_MS);
        // Then
        assertThat(free.amountMinor()).isZero();
        assertThat(shrunk.type()).isEqualTo(EventType.STOCK_MOVEMENT);
    }
}
