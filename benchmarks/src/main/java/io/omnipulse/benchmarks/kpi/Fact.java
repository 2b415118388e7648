package io.omnipulse.benchmarks.kpi;

import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the rivals need of an event, of any topic. A plain object with public fields, since Flink's
 * fastest serializer is for those.
 */
public final class Fact {
    /** Instead of a score, where the event is no answer. */
    public static final int NO_SCORE = -1;

    public String subject = "";
    public String campaign = "";
    public String channel = "";
    public long timeMs;
    public boolean isInteraction;

    /** Whether it belongs to a session: an interaction on a digital channel. */
    public boolean isVisit;

    public boolean isOrder;
    public boolean isPageView;

    /** Whether it alone makes its session engaged. */
    public boolean isDecisive;

    public long engagedMs;
    public long revenue;
    public int score = NO_SCORE;

    /** Empty for events that no core KPI counts. */
    public static Optional<Fact> of(SpecificRecord record) {
        if (record instanceof WebEvent web) {
            return web(web);
        }
        if (record instanceof Sale sale) {
            return Optional.of(sale(sale));
        }
        return record instanceof SurveyAnswer answer ? answer(answer) : Optional.empty();
    }

    private static Optional<Fact> web(WebEvent web) {
        WebAction action = web.getAction();
        if (action == WebAction.IMPRESSION
                || action == WebAction.MENTION
                || action == WebAction.UNKNOWN) {
            return Optional.empty();
        }
        Fact fact = new Fact();
        fact.subject = web.getCustomerId() != null ? web.getCustomerId() : web.getVisitorId();
        fact.campaign = web.getCampaign();
        fact.channel = web.getChannel();
        fact.timeMs = web.getOccurredAt().toEpochMilli();
        fact.isInteraction = true;
        fact.isVisit = true;
        fact.isOrder = action == WebAction.PURCHASE;
        fact.isPageView = action == WebAction.PAGE_VIEW || action == WebAction.PRODUCT_VIEW;
        fact.isDecisive =
                fact.isOrder || action == WebAction.SIGN_UP || action == WebAction.SUBSCRIBE;
        fact.engagedMs = web.getEngagedMs() == null ? 0 : web.getEngagedMs();
        fact.revenue = fact.isOrder ? web.getAmountMinor() : 0;
        return Optional.of(fact);
    }

    private static Fact sale(Sale sale) {
        Fact fact = new Fact();
        fact.subject = sale.getCustomerId();
        fact.campaign = sale.getCampaign();
        fact.channel = "store";
        fact.timeMs = sale.getOccurredAt().toEpochMilli();
        fact.isInteraction = true;
        fact.isOrder = sale.getKind() == SaleKind.SALE;
        fact.revenue = fact.isOrder ? sale.getTotalMinor() : -sale.getTotalMinor();
        return fact;
    }

    private static Optional<Fact> answer(SurveyAnswer answer) {
        if (answer.getKind() != SurveyKind.NPS) {
            return Optional.empty();
        }
        Fact fact = new Fact();
        fact.subject = answer.getCustomerId();
        fact.campaign = answer.getCampaign();
        fact.channel = answer.getChannel();
        fact.timeMs = answer.getOccurredAt().toEpochMilli();
        fact.score = answer.getScore();
        return Optional.of(fact);
    }
}
