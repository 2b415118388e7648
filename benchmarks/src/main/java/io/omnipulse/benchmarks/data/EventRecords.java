package io.omnipulse.benchmarks.data;

import io.omnipulse.benchmarks.data.Occurrence.Answer;
import io.omnipulse.benchmarks.data.Occurrence.Till;
import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import io.omnipulse.schemas.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Generated events as the records of the event contract. */
public final class EventRecords {
    private static final String CURRENCY = "EUR";

    private EventRecords() {}

    /** The topic on which an event is published. */
    public static String topicOf(Occurrence event) {
        if (event.what() instanceof Web) {
            return Topics.WEB_EVENTS;
        }
        return event.what() instanceof Till ? Topics.POS_SALES : Topics.SURVEY_ANSWERS;
    }

    public static SpecificRecord of(Occurrence event) {
        if (event.what() instanceof Web web) {
            return web(event, web);
        }
        return event.what() instanceof Till till
                ? sale(event, till)
                : answer(event, (Answer) event.what());
    }

    private static WebEvent web(Occurrence event, Web web) {
        WebEvent record = new WebEvent();
        record.setEventId(event.id().toString());
        record.setOccurredAt(Instant.ofEpochMilli(event.occurredMs()));
        record.setCustomerId(known(event));
        record.setVisitorId(event.subject() < 0 ? event.subjectId() : null);
        record.setChannel(event.channel());
        record.setCampaign(
                event.campaign() == Occurrence.NO_CAMPAIGN ? null : event.campaignName());
        record.setAction(web.action());
        record.setPage("/p/" + web.page());
        record.setEngagedMs(web.engagedMs());
        if (web.action() == WebAction.PRODUCT_VIEW || web.action() == WebAction.ADD_TO_CART) {
            record.setProductId("product-" + web.page());
        }
        if (web.action() == WebAction.PURCHASE) {
            record.setOrderId("order-" + event.id());
            record.setAmountMinor(web.amountMinor());
            record.setCurrency(CURRENCY);
        }
        return record;
    }

    private static Sale sale(Occurrence event, Till till) {
        Sale record = new Sale();
        record.setEventId(event.id().toString());
        record.setOccurredAt(Instant.ofEpochMilli(event.occurredMs()));
        record.setStoreId("store-" + till.store());
        record.setReceiptId("receipt-" + event.id());
        record.setCustomerId(known(event));
        record.setCampaign(event.campaignName());
        record.setKind(till.kind());
        record.setLines(List.of(new SaleLine("product-1", 1, till.amountMinor(), null)));
        record.setTotalMinor(till.amountMinor());
        record.setCurrency(CURRENCY);
        return record;
    }

    private static SurveyAnswer answer(Occurrence event, Answer answer) {
        SurveyAnswer record = new SurveyAnswer();
        record.setEventId(event.id().toString());
        record.setOccurredAt(Instant.ofEpochMilli(event.occurredMs()));
        record.setSurveyId("survey");
        record.setKind(answer.kind());
        record.setScore(answer.score());
        record.setCustomerId(known(event));
        record.setChannel(event.channel());
        record.setCampaign(event.campaignName());
        return record;
    }

    private static @Nullable String known(Occurrence event) {
        return event.subject() < 0 ? null : event.subjectId();
    }
}
