package io.omnipulse.schemas;

import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.FulfilmentState;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.StockReason;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SupportState;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import io.omnipulse.kpi.AlertCause;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each kind, with every field filled. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    private Samples() {}

    /** A topic that carries the record, and the record. */
    record Sample(String topic, SpecificRecord record) {
        @Override
        public String toString() {
            return record.getSchema().getName() + " in " + topic;
        }
    }

    static List<Sample> full() {
        return List.of(
                new Sample(Topics.WEB_EVENTS, webEvent()),
                new Sample(Topics.POS_SALES, sale()),
                new Sample(Topics.SURVEY_ANSWERS, surveyAnswer()),
                new Sample(Topics.AD_SPEND, adSpend()),
                new Sample(Topics.STOCK_MOVEMENTS, stockMovement()),
                new Sample(Topics.FULFILMENTS, fulfilment()),
                new Sample(Topics.SUPPORT_CONTACTS, supportContact()),
                new Sample(Topics.IDENTITY_LINKS, identityLink()),
                new Sample(Topics.KPI_VALUES, kpiRow()),
                new Sample(Topics.KPI_HISTORY, kpiRow()),
                new Sample(Topics.KPI_ALERTS, kpiAlert()),
                new Sample(Topics.LATE_EVENTS, sale()));
    }

    /** The same with every optional field absent. */
    static List<Sample> bare() {
        return full().stream()
                .map(sample -> new Sample(sample.topic(), withoutOptional(sample.record())))
                .toList();
    }

    private static SpecificRecord withoutOptional(SpecificRecord record) {
        record.getSchema().getFields().stream()
                .filter(field -> field.schema().isNullable())
                .forEach(field -> record.put(field.pos(), null));
        return record;
    }

    static WebEvent webEvent() {
        return WebEvent.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setVisitorId("v-1")
                .setCustomerId("c-1")
                .setSessionId("s-1")
                .setChannel("web")
                .setCampaign("spring — Frühling")
                .setExperiment("checkout")
                .setVariant("B")
                .setAction(WebAction.PURCHASE)
                .setPage("/checkout")
                .setProductId("p-1")
                .setCartId("cart-1")
                .setOrderId("o-1")
                .setQuantity(2)
                .setAmountMinor(12_345L)
                .setCurrency("EUR")
                .setEngagedMs(9_000L)
                .setUserAgent("Mozilla/5.0")
                .build();
    }

    static Sale sale() {
        return Sale.newBuilder()
                .setEventId("e-2")
                .setOccurredAt(NOON)
                .setStoreId("st-1")
                .setRegisterId("r-1")
                .setReceiptId("rc-1")
                .setCustomerId("c-1")
                .setCampaign("spring")
                .setKind(SaleKind.RETURN)
                .setLines(
                        List.of(
                                new SaleLine("p-1", 2, 500L, 300L),
                                new SaleLine("p-2", 1, 900L, null)))
                .setTotalMinor(1_900L)
                .setCurrency("EUR")
                .setReturnsReceiptId("rc-0")
                .build();
    }

    static SurveyAnswer surveyAnswer() {
        return SurveyAnswer.newBuilder()
                .setEventId("e-3")
                .setOccurredAt(NOON)
                .setSurveyId("nps")
                .setKind(SurveyKind.NPS)
                .setScore(9)
                .setRespondentId("r-1")
                .setCustomerId("c-1")
                .setChannel("email")
                .setStoreId("st-1")
                .setCampaign("spring")
                .setOrderId("o-1")
                .setComment("good")
                .build();
    }

    static AdSpend adSpend() {
        return AdSpend.newBuilder()
                .setEventId("e-4")
                .setOccurredAt(NOON)
                .setPeriodMs(3_600_000L)
                .setCampaign("spring")
                .setChannel("social")
                .setAmountMinor(100_00L)
                .setCurrency("EUR")
                .setImpressions(10_000L)
                .setClicks(200L)
                .build();
    }

    static StockMovement stockMovement() {
        return new StockMovement("e-5", NOON, "st-1", "p-1", -2, 300L, "EUR", StockReason.SALE);
    }

    static Fulfilment fulfilment() {
        return new Fulfilment(
                "e-6",
                NOON,
                "o-1",
                "c-1",
                "web",
                FulfilmentState.SHIPPED,
                NOON.plusSeconds(86_400));
    }

    static SupportContact supportContact() {
        return new SupportContact("e-7", NOON, "t-1", "c-1", "email", SupportState.ANSWERED);
    }

    static IdentityLink identityLink() {
        return new IdentityLink("e-8", NOON, "v-1", "c-1");
    }

    static KpiRow kpiRow() {
        return KpiRow.newBuilder()
                .setCampaign("spring")
                .setChannel("*")
                .setDimensions(Map.of("variant", "B"))
                .setWindowMs(300_000L)
                .setWindowEnd(NOON)
                .setMeasures(Map.of("orders", 12L, "visits", 100L))
                .setKpis(
                        List.of(
                                new KpiValue("conversion_rate", 0.12, 12L, 100L, 0.07, 0.2, 100L),
                                new KpiValue("return_rate", null, null, null, null, null, 0L)))
                .setStage(Stage.FINAL)
                .setRevision(1)
                .setVersion(3)
                .setWatermark(NOON)
                .setCompleteness(0.98)
                .setRestated(Map.of("conversion_rate", 0.11))
                .build();
    }

    static KpiAlert kpiAlert() {
        return KpiAlert.newBuilder()
                .setId("a-1")
                .setRule(AlertRule.DROP)
                .setKpi("conversion_rate")
                .setCampaign("spring")
                .setChannel("web")
                .setOpenedAt(NOON)
                .setClosedAt(NOON.plusSeconds(60))
                .setObserved(0.02)
                .setExpected(0.04)
                .setLower(0.03)
                .setUpper(0.05)
                .setDetectableDrop(0.01)
                .setN(4_000L)
                .setCauses(List.of(new AlertCause("spring", "web", -0.02, 0.0)))
                .setMessage("Conversion fell by half")
                .setVersion(3)
                .build();
    }
}
