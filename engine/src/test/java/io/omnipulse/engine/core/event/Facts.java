package io.omnipulse.engine.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events for tests, with what the test does not care about filled in: customer c-1, on channel
 * {@code web}. Times are of 2 March 2026 unless they say another day: {@code 10:00}, {@code
 * 10:00:00.5}, {@code 03-09 10:00}.
 */
public final class Facts {
    private final EventType type;
    private final Action action;
    private String eventId;
    private long atMs;
    private Subject subject = new Subject(Subject.Kind.CUSTOMER, "c-1");
    private @Nullable String channel = "web";
    private @Nullable String campaign;
    private @Nullable String sessionId;
    private @Nullable String orderId;
    private @Nullable String storeId;
    private @Nullable String surveyId;
    private long amountMinor = Event.ABSENT;
    private @Nullable String currency;
    private long engagedMs = Event.ABSENT;
    private long score = Event.ABSENT;
    private @Nullable String visitorId;

    private Facts(EventType type, Action action, String eventId, long atMs) {
        this.type = type;
        this.action = action;
        this.eventId = eventId;
        this.atMs = atMs;
    }

    public static Facts web(String eventId, String time, Action action) {
        return new Facts(EventType.WEB_EVENT, action, eventId, ms(time));
    }

    /** A purchase of 20.00 EUR. */
    public static Facts purchase(String eventId, String time, String order) {
        return web(eventId, time, Action.PURCHASE).order(order).amount(2000, "EUR");
    }

    /** A sale of 10.00 EUR in the store at Lyon. */
    public static Facts sale(String eventId, String time, String receipt) {
        return till(Action.SALE, eventId, time, receipt);
    }

    /** A return of 10.00 EUR in the store at Lyon. */
    public static Facts returned(String eventId, String time, String receipt) {
        return till(Action.RETURN, eventId, time, receipt);
    }

    private static Facts till(Action kind, String eventId, String time, String receipt) {
        Facts sale = new Facts(EventType.SALE, kind, eventId, ms(time));
        return sale.channel("store").store("lyon").order(receipt).amount(1000, "EUR");
    }

    /** An answer to the spring survey, by mail. */
    public static Facts answer(String eventId, String time, Action kind, long score) {
        Facts answer =
                new Facts(EventType.SURVEY_ANSWER, kind, eventId, ms(time))
                        .channel("mail")
                        .survey("spring-survey");
        answer.score = score;
        return answer;
    }

    /** The visitor turns out to be the customer that the event belongs to. */
    public static Facts link(String eventId, String time, String visitor) {
        return new Facts(EventType.IDENTITY_LINK, Action.NONE, eventId, ms(time))
                .channel(null)
                .links(visitor);
    }

    /** An event of a type that no rule reads. */
    public static Facts other(EventType type, String eventId, String time) {
        return new Facts(type, Action.NONE, eventId, ms(time));
    }

    public Facts id(String value) {
        eventId = value;
        return this;
    }

    public Facts at(long ms) {
        atMs = ms;
        return this;
    }

    /** The same, later by so many milliseconds. */
    public Facts plusMs(long ms) {
        atMs += ms;
        return this;
    }

    public Facts of(Subject.Kind kind, String id) {
        subject = new Subject(kind, id);
        return this;
    }

    public Facts channel(@Nullable String value) {
        channel = value;
        return this;
    }

    public Facts campaign(@Nullable String value) {
        campaign = value;
        return this;
    }

    public Facts session(@Nullable String value) {
        sessionId = value;
        return this;
    }

    public Facts order(@Nullable String value) {
        orderId = value;
        return this;
    }

    public Facts store(@Nullable String value) {
        storeId = value;
        return this;
    }

    public Facts survey(@Nullable String value) {
        surveyId = value;
        return this;
    }

    public Facts amount(long minor, String of) {
        amountMinor = minor;
        currency = of;
        return this;
    }

    public Facts links(@Nullable String visitor) {
        visitorId = visitor;
        return this;
    }

    public Facts engaged(long ms) {
        engagedMs = ms;
        return this;
    }

    public Event event() {
        return new Event(
                type,
                eventId,
                atMs,
                subject,
                action,
                channel,
                campaign,
                sessionId,
                orderId,
                storeId,
                surveyId,
                amountMinor,
                currency,
                engagedMs,
                score,
                visitorId);
    }

    /** Milliseconds since 1970 of a time of a test. */
    public static long ms(String time) {
        String date = time.contains(" ") ? time.substring(0, time.indexOf(' ')) : "03-02";
        String clock = time.substring(time.indexOf(' ') + 1);
        return Instant.parse(
                        "2026-" + date + "T" + (clock.length() == 5 ? clock + ":00" : clock) + "Z")
                .toEpochMilli();
    }
}
