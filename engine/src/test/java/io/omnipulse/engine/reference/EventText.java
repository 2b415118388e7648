package io.omnipulse.engine.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omnipulse.engine.core.event.Event;

/**
 * An event of a test, its fields named as in docs/events.md. Times are of 2 March 2026 unless they
 * say another day.
 */
final class EventText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode fields = JSON.createObjectNode();

    private EventText(String type, String id, String time) {
        fields.put("type", type).put("event_id", id).put("occurred_at", iso(time));
    }

    static EventText web(String id, String time, String action) {
        return new EventText("WebEvent", id, time).with("action", action).with("channel", "web");
    }

    /** A purchase of 20.00 EUR. */
    static EventText purchase(String id, String time, String order) {
        return web(id, time, "PURCHASE").with("order_id", order).costs(2000, "EUR");
    }

    /** A sale of 10.00 EUR in the store at Lyon. */
    static EventText sale(String id, String time, String receipt) {
        return new EventText("Sale", id, time)
                .with("store_id", "lyon")
                .with("receipt_id", receipt)
                .with("kind", "SALE")
                .pays(1000, "EUR");
    }

    static EventText answer(String id, String time, String kind, int score) {
        EventText answer =
                new EventText("SurveyAnswer", id, time)
                        .with("survey_id", "spring-survey")
                        .with("kind", kind)
                        .with("channel", "mail");
        answer.fields.put("score", score);
        return answer;
    }

    static EventText other(String type, String id, String time) {
        return new EventText(type, id, time);
    }

    /** Something that only lets time pass: an event of nobody, on a channel of its own. */
    static EventText later(String time) {
        return web("later-" + time, time, "MENTION").with("channel", "clock");
    }

    EventText with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    EventText customer(String id) {
        return with("customer_id", id);
    }

    EventText campaign(String name) {
        return with("campaign", name);
    }

    EventText session(String id) {
        return with("session_id", id);
    }

    EventText engaged(long ms) {
        fields.put("engaged_ms", ms);
        return this;
    }

    EventText costs(long minor, String currency) {
        fields.put("amount_minor", minor);
        return with("currency", currency);
    }

    EventText pays(long minor, String currency) {
        fields.put("total_minor", minor);
        return with("currency", currency);
    }

    Event event() {
        return JsonEvents.event(fields.toString());
    }

    /**
     * {@code 10:00} and {@code 10:00:00.5} are of 2 March 2026, {@code 03-09 10:00} is of 9 March.
     */
    static String iso(String time) {
        String date = time.contains(" ") ? time.substring(0, time.indexOf(' ')) : "03-02";
        String clock = time.substring(time.indexOf(' ') + 1);
        return "2026-" + date + "T" + (clock.length() == 5 ? clock + ":00" : clock) + "Z";
    }
}
