package io.omnipulse.engine.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events as text, one JSON object a line (docs/events.md), read without the engine's decoding or
 * checks.
 */
public final class JsonEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonEvents() {}

    /** Reads valid lines; what is not valid is an error of the test. */
    public static List<Event> of(Stream<String> lines) {
        return lines.map(JsonEvents::event).toList();
    }

    /** Reads one valid line. */
    public static Event event(String line) {
        try {
            return event(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + line, e);
        }
    }

    private static Event event(JsonNode json) {
        EventType type = type(required(json, "type"));
        boolean sale = type == EventType.SALE;
        boolean web = type == EventType.WEB_EVENT;
        long amountMinor = number(json, sale ? "total_minor" : "amount_minor");
        return new Event(
                type,
                required(json, "event_id"),
                atMs(json.path("occurred_at")),
                subject(type, json),
                action(type, json),
                sale ? "store" : text(json, "channel"),
                text(json, "campaign"),
                web ? text(json, "session_id") : null,
                sale ? required(json, "receipt_id") : web ? text(json, "order_id") : null,
                sale ? required(json, "store_id") : null,
                type == EventType.SURVEY_ANSWER ? required(json, "survey_id") : null,
                amountMinor,
                amountMinor == Event.ABSENT ? null : text(json, "currency"),
                number(json, "engaged_ms"),
                number(json, "score"),
                type == EventType.IDENTITY_LINK ? required(json, "visitor_id") : null);
    }

    private static EventType type(String name) {
        return switch (name) {
            case "WebEvent" -> EventType.WEB_EVENT;
            case "Sale" -> EventType.SALE;
            case "SurveyAnswer" -> EventType.SURVEY_ANSWER;
            case "AdSpend" -> EventType.AD_SPEND;
            case "StockMovement" -> EventType.STOCK_MOVEMENT;
            case "Fulfilment" -> EventType.FULFILMENT;
            case "SupportContact" -> EventType.SUPPORT_CONTACT;
            case "IdentityLink" -> EventType.IDENTITY_LINK;
            default -> throw new IllegalArgumentException("no such type: " + name);
        };
    }

    /** The enums' defaults are {@code UNKNOWN}, for sales {@code SALE}. */
    private static Action action(EventType type, JsonNode json) {
        return switch (type) {
            case WEB_EVENT -> {
                String name = text(json, "action");
                yield name == null ? Action.UNKNOWN : Action.valueOf(name);
            }
            case SALE -> "RETURN".equals(text(json, "kind")) ? Action.RETURN : Action.SALE;
            case SURVEY_ANSWER -> {
                String name = text(json, "kind");
                yield name == null || name.equals("UNKNOWN")
                        ? Action.UNKNOWN_SURVEY
                        : Action.valueOf(name);
            }
            default -> Action.NONE;
        };
    }

    /**
     * "Subject: kind and value of the first of customer_id, visitor_id, respondent_id, session_id
     * that is present, else the natural key of its type, else event_id."
     */
    private static Subject subject(EventType type, JsonNode json) {
        String customer = text(json, "customer_id");
        if (customer != null) {
            return new Subject(Subject.Kind.CUSTOMER, customer);
        }
        String visitor = text(json, "visitor_id");
        if (visitor != null) {
            return new Subject(Subject.Kind.VISITOR, visitor);
        }
        String respondent = text(json, "respondent_id");
        if (respondent != null) {
            return new Subject(Subject.Kind.RESPONDENT, respondent);
        }
        String session = text(json, "session_id");
        if (session != null) {
            return new Subject(Subject.Kind.SESSION, session);
        }
        return switch (type) {
            case SALE -> natural(json, "store_id", "receipt_id");
            case FULFILMENT -> natural(json, "order_id");
            case SUPPORT_CONTACT -> natural(json, "ticket_id");
            case AD_SPEND -> natural(json, "campaign", "channel");
            case STOCK_MOVEMENT -> natural(json, "location_id", "product_id");
            case WEB_EVENT, SURVEY_ANSWER, IDENTITY_LINK ->
                    new Subject(Subject.Kind.EVENT, required(json, "event_id"));
        };
    }

    private static Subject natural(JsonNode json, String... fields) {
        List<String> parts = Stream.of(fields).map(field -> required(json, field)).toList();
        return new Subject(Subject.Kind.NATURAL, String.join("/", parts));
    }

    /** "Times finer than a millisecond are cut off, not rounded." */
    private static long atMs(JsonNode time) {
        return time.isNumber()
                ? time.longValue()
                : OffsetDateTime.parse(time.textValue()).toInstant().toEpochMilli();
    }

    private static long number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isNumber() ? value.longValue() : Event.ABSENT;
    }

    private static String required(JsonNode json, String field) {
        String value = text(json, field);
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing in " + json);
        }
        return value;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
