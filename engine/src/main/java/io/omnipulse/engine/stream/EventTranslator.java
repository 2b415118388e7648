package io.omnipulse.engine.stream;

import static io.omnipulse.engine.core.check.Checks.currency;
import static io.omnipulse.engine.core.check.Checks.dimension;
import static io.omnipulse.engine.core.check.Checks.name;
import static io.omnipulse.engine.core.check.Checks.number;
import static io.omnipulse.engine.core.check.Checks.optionalName;
import static io.omnipulse.engine.core.check.Checks.optionalNumber;
import static io.omnipulse.engine.core.check.Checks.score;

import io.omnipulse.engine.core.check.Checks;
import io.omnipulse.engine.core.check.Reason;
import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the core's event of a decoded record, or says which rule of the event contract it breaks.
 * The rules themselves are in {@link Checks}; here stands which field falls under which.
 */
public final class EventTranslator {
    /** The channel of everything that happens at a till. */
    private static final String STORE = "store";

    private final Duration aheadTolerance;
    private final boolean linksFromEvents;

    /**
     * A translator by the contract's rules.
     *
     * @param aheadTolerance how far an event may lie after its record's timestamp
     */
    public EventTranslator(Duration aheadTolerance) {
        this(aheadTolerance, false);
    }

    /**
     * A translator by the contract's rules.
     *
     * @param aheadTolerance how far an event may lie after its record's timestamp
     * @param linksFromEvents whether a web event that bears a visitor and a customer links them
     */
    public EventTranslator(Duration aheadTolerance, boolean linksFromEvents) {
        this.aheadTolerance = aheadTolerance;
        this.linksFromEvents = linksFromEvents;
    }

    /**
     * Translates one record.
     *
     * @param sentAtMs the record's timestamp
     * @throws RejectedException if the record breaks a rule
     */
    public Event translate(SpecificRecord record, long sentAtMs) throws RejectedException {
        if (record instanceof WebEvent web) {
            return web(web, sentAtMs);
        } else if (record instanceof Sale sale) {
            return sale(sale, sentAtMs);
        } else if (record instanceof SurveyAnswer answer) {
            return answer(answer, sentAtMs);
        } else if (record instanceof AdSpend spend) {
            return spend(spend, sentAtMs);
        } else if (record instanceof StockMovement movement) {
            return movement(movement, sentAtMs);
        } else if (record instanceof Fulfilment fulfilment) {
            return fulfilment(fulfilment, sentAtMs);
        } else if (record instanceof SupportContact contact) {
            return contact(contact, sentAtMs);
        } else if (record instanceof IdentityLink link) {
            return link(link, sentAtMs);
        }
        throw new RejectedException(
                Reason.UNDECODABLE, record.getSchema().getFullName() + " is no event");
    }

    private Event web(WebEvent web, long sentAtMs) throws RejectedException {
        String id = name("event_id", web.getEventId());
        long atMs = time(web.getOccurredAt(), sentAtMs);
        String session = optionalName("session_id", web.getSessionId());
        String visitor = optionalName("visitor_id", web.getVisitorId());
        String customer = optionalName("customer_id", web.getCustomerId());
        String order = optionalName("order_id", web.getOrderId());
        optionalName("product_id", web.getProductId());
        optionalName("cart_id", web.getCartId());
        optionalName("experiment", web.getExperiment());
        optionalName("variant", web.getVariant());
        optionalNumber("quantity", web.getQuantity(), Event.ABSENT);
        long amount = optionalNumber("amount_minor", web.getAmountMinor(), Event.ABSENT);
        String currency =
                web.getCurrency() == null ? null : currency("currency", web.getCurrency());
        if (web.getAction() == WebAction.PURCHASE) {
            require("order_id", order);
            require("amount_minor", web.getAmountMinor());
            require("currency", currency);
        }
        return new Event(
                EventType.WEB_EVENT,
                id,
                atMs,
                subject(id, customer, visitor, null, session),
                Action.valueOf(web.getAction().name()),
                channel(web.getChannel()),
                dimension("campaign", web.getCampaign()),
                session,
                order,
                null,
                null,
                amount,
                currency,
                optionalNumber("engaged_ms", web.getEngagedMs(), Event.ABSENT),
                Event.ABSENT,
                linksFromEvents && customer != null ? visitor : null);
    }

    private Event sale(Sale sale, long sentAtMs) throws RejectedException {
        String id = name("event_id", sale.getEventId());
        long atMs = time(sale.getOccurredAt(), sentAtMs);
        String store = name("store_id", sale.getStoreId());
        String receipt = name("receipt_id", sale.getReceiptId());
        String customer = optionalName("customer_id", sale.getCustomerId());
        optionalName("register_id", sale.getRegisterId());
        optionalName("returns_receipt_id", sale.getReturnsReceiptId());
        for (SaleLine line : sale.getLines()) {
            check(line);
        }
        return new Event(
                EventType.SALE,
                id,
                atMs,
                customer != null
                        ? new Subject(Subject.Kind.CUSTOMER, customer)
                        : Subject.natural(EventType.SALE, store, receipt),
                Action.valueOf(sale.getKind().name()),
                STORE,
                dimension("campaign", sale.getCampaign()),
                null,
                receipt,
                store,
                null,
                number("total_minor", sale.getTotalMinor()),
                currency("currency", sale.getCurrency()),
                Event.ABSENT,
                Event.ABSENT,
                null);
    }

    private static void check(SaleLine line) throws RejectedException {
        name("lines.product_id", line.getProductId());
        long quantity = number("lines.quantity", line.getQuantity());
        long price = number("lines.unit_price_minor", line.getUnitPriceMinor());
        long cost = optionalNumber("lines.unit_cost_minor", line.getUnitCostMinor(), 0);
        if (quantity > 0 && Math.max(price, cost) > Checks.NUMBER_LIMIT / quantity) {
            throw new RejectedException(
                    Reason.OVERFLOW,
                    "lines.quantity × lines.unit_price_minor must not pass " + Checks.NUMBER_LIMIT);
        }
    }

    private Event answer(SurveyAnswer answer, long sentAtMs) throws RejectedException {
        String id = name("event_id", answer.getEventId());
        long atMs = time(answer.getOccurredAt(), sentAtMs);
        String survey = name("survey_id", answer.getSurveyId());
        String customer = optionalName("customer_id", answer.getCustomerId());
        String respondent = optionalName("respondent_id", answer.getRespondentId());
        optionalName("order_id", answer.getOrderId());
        optionalName("store_id", answer.getStoreId());
        Action kind =
                switch (answer.getKind()) {
                    case NPS -> Action.NPS;
                    case CSAT -> Action.CSAT;
                    case YES_NO -> Action.YES_NO;
                    case UNKNOWN -> Action.UNKNOWN_SURVEY;
                };
        long score =
                switch (kind) {
                    case NPS -> score(answer.getScore(), 0, 10);
                    case CSAT -> score(answer.getScore(), 1, 5);
                    case YES_NO -> score(answer.getScore(), 0, 1);
                    default -> number("score", answer.getScore());
                };
        return new Event(
                EventType.SURVEY_ANSWER,
                id,
                atMs,
                subject(id, customer, null, respondent, null),
                kind,
                channel(answer.getChannel()),
                dimension("campaign", answer.getCampaign()),
                null,
                null,
                null,
                survey,
                Event.ABSENT,
                null,
                Event.ABSENT,
                score,
                null);
    }

    private Event spend(AdSpend spend, long sentAtMs) throws RejectedException {
        String id = name("event_id", spend.getEventId());
        long atMs = time(spend.getOccurredAt(), sentAtMs);
        String channel = channel(spend.getChannel());
        String campaign = dimension("campaign", name("campaign", spend.getCampaign()));
        number("period_ms", spend.getPeriodMs());
        number("amount_minor", spend.getAmountMinor());
        currency("currency", spend.getCurrency());
        optionalNumber("impressions", spend.getImpressions(), 0);
        optionalNumber("clicks", spend.getClicks(), 0);
        Subject subject =
                Subject.natural(EventType.AD_SPEND, require("campaign", campaign), channel);
        return unread(EventType.AD_SPEND, id, atMs, subject, channel, campaign);
    }

    private Event movement(StockMovement movement, long sentAtMs) throws RejectedException {
        String id = name("event_id", movement.getEventId());
        long atMs = time(movement.getOccurredAt(), sentAtMs);
        String location = name("location_id", movement.getLocationId());
        String product = name("product_id", movement.getProductId());
        number("unit_cost_minor", movement.getUnitCostMinor());
        currency("currency", movement.getCurrency());
        Subject subject = Subject.natural(EventType.STOCK_MOVEMENT, location, product);
        return unread(EventType.STOCK_MOVEMENT, id, atMs, subject, null, null);
    }

    private Event fulfilment(Fulfilment fulfilment, long sentAtMs) throws RejectedException {
        String id = name("event_id", fulfilment.getEventId());
        long atMs = time(fulfilment.getOccurredAt(), sentAtMs);
        String order = name("order_id", fulfilment.getOrderId());
        String customer = optionalName("customer_id", fulfilment.getCustomerId());
        Subject subject =
                customer != null
                        ? new Subject(Subject.Kind.CUSTOMER, customer)
                        : Subject.natural(EventType.FULFILMENT, order);
        return unread(
                EventType.FULFILMENT, id, atMs, subject, channel(fulfilment.getChannel()), null);
    }

    private Event contact(SupportContact contact, long sentAtMs) throws RejectedException {
        String id = name("event_id", contact.getEventId());
        long atMs = time(contact.getOccurredAt(), sentAtMs);
        String ticket = name("ticket_id", contact.getTicketId());
        String customer = optionalName("customer_id", contact.getCustomerId());
        Subject subject =
                customer != null
                        ? new Subject(Subject.Kind.CUSTOMER, customer)
                        : Subject.natural(EventType.SUPPORT_CONTACT, ticket);
        return unread(
                EventType.SUPPORT_CONTACT, id, atMs, subject, channel(contact.getChannel()), null);
    }

    private Event link(IdentityLink link, long sentAtMs) throws RejectedException {
        String id = name("event_id", link.getEventId());
        long atMs = time(link.getOccurredAt(), sentAtMs);
        String visitor = name("visitor_id", link.getVisitorId());
        Subject subject =
                new Subject(Subject.Kind.CUSTOMER, name("customer_id", link.getCustomerId()));
        return unread(EventType.IDENTITY_LINK, id, atMs, subject, null, null, visitor);
    }

    /**
     * An event of a type that no measure reads yet: it is counted as an event, and its copies are
     * duplicates.
     */
    private static Event unread(
            EventType type,
            String id,
            long atMs,
            Subject subject,
            @Nullable String channel,
            @Nullable String campaign) {
        return unread(type, id, atMs, subject, channel, campaign, null);
    }

    private static Event unread(
            EventType type,
            String id,
            long atMs,
            Subject subject,
            @Nullable String channel,
            @Nullable String campaign,
            @Nullable String visitor) {
        return new Event(
                type,
                id,
                atMs,
                subject,
                Action.NONE,
                channel,
                campaign,
                null,
                null,
                null,
                null,
                Event.ABSENT,
                null,
                Event.ABSENT,
                Event.ABSENT,
                visitor);
    }

    private static Subject subject(
            String eventId,
            @Nullable String customer,
            @Nullable String visitor,
            @Nullable String respondent,
            @Nullable String session) {
        if (customer != null) {
            return new Subject(Subject.Kind.CUSTOMER, customer);
        } else if (visitor != null) {
            return new Subject(Subject.Kind.VISITOR, visitor);
        } else if (respondent != null) {
            return new Subject(Subject.Kind.RESPONDENT, respondent);
        } else if (session != null) {
            return new Subject(Subject.Kind.SESSION, session);
        }
        return new Subject(Subject.Kind.EVENT, eventId);
    }

    private static String channel(String channel) throws RejectedException {
        return require("channel", dimension("channel", name("channel", channel)));
    }

    private long time(Instant occurredAt, long sentAtMs) throws RejectedException {
        return Checks.time("occurred_at", occurredAt.toEpochMilli(), sentAtMs, aheadTolerance);
    }

    private static <T> T require(String field, @Nullable T value) throws RejectedException {
        if (value == null) {
            throw new RejectedException(Reason.MISSING_FIELD, field + " is missing");
        }
        return value;
    }
}
