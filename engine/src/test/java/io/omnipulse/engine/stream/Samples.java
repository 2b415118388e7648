package io.omnipulse.engine.stream;

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
import java.time.Instant;
import java.util.List;

/** A valid record of each type, at noon, to be spoiled by tests. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Samples() {}

    static WebEvent.Builder web() {
        return WebEvent.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setVisitorId("v-1")
                .setSessionId("s-1")
                .setChannel("web")
                .setCampaign("spring")
                .setAction(WebAction.PURCHASE)
                .setOrderId("o-1")
                .setAmountMinor(2000L)
                .setCurrency("EUR")
                .setEngagedMs(1500L);
    }

    static Sale.Builder sale() {
        return Sale.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setStoreId("lyon")
                .setReceiptId("r-1")
                .setKind(SaleKind.SALE)
                .setLines(List.of(line().build()))
                .setTotalMinor(1000)
                .setCurrency("EUR");
    }

    static SaleLine.Builder line() {
        return SaleLine.newBuilder()
                .setProductId("p-1")
                .setQuantity(2)
                .setUnitPriceMinor(500)
                .setUnitCostMinor(300L);
    }

    static SurveyAnswer.Builder answer() {
        return SurveyAnswer.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setSurveyId("spring-survey")
                .setKind(SurveyKind.NPS)
                .setScore(9)
                .setChannel("mail");
    }

    static AdSpend.Builder spend() {
        return AdSpend.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setPeriodMs(3_600_000)
                .setCampaign("spring")
                .setChannel("social")
                .setAmountMinor(10_000)
                .setCurrency("EUR");
    }

    static StockMovement.Builder movement() {
        return StockMovement.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setLocationId("lyon")
                .setProductId("p-1")
                .setQuantityDelta(-2)
                .setUnitCostMinor(300)
                .setCurrency("EUR")
                .setReason(StockReason.SALE);
    }

    static Fulfilment.Builder fulfilment() {
        return Fulfilment.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setOrderId("o-1")
                .setChannel("web")
                .setState(FulfilmentState.SHIPPED);
    }

    static SupportContact.Builder contact() {
        return SupportContact.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setTicketId("t-1")
                .setChannel("phone")
                .setState(SupportState.OPENED);
    }

    static IdentityLink.Builder link() {
        return IdentityLink.newBuilder()
                .setEventId("e-1")
                .setOccurredAt(NOON)
                .setVisitorId("v-1")
                .setCustomerId("c-1");
    }
}
