package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The form of facts in stored journeys and in transfers. Their subject is known from where they
 * lie.
 */
final class FactCodec {
    private static final EventType[] TYPES = EventType.values();
    private static final Action[] ACTIONS = Action.values();

    private FactCodec() {}

    static void writeAll(ByteWriter out, long base, Collection<Event> facts) {
        out.unsigned(facts.size());
        facts.forEach(fact -> write(out, base, fact));
    }

    static List<Event> readAll(ByteReader in, long base, Subject subject) {
        return read(in, base, subject, in.size());
    }

    static List<Event> read(ByteReader in, long base, Subject subject, int count) {
        List<Event> facts = new ArrayList<>(count + 1); // mostly one more is added
        for (int i = 0; i < count; i++) {
            facts.add(read(in, base, subject));
        }
        return facts;
    }

    static void write(ByteWriter out, long base, Event fact) {
        out.raw(fact.type().ordinal())
                .raw(fact.action().ordinal())
                .signed(fact.occurredAtMs() - base)
                .id(fact.eventId());
        out.text(fact.channel()).text(fact.campaign()).text(fact.sessionId()).text(fact.orderId());
        out.text(fact.storeId()).text(fact.surveyId()).text(fact.currency());
        writeOptional(out, fact.amountMinor());
        writeOptional(out, fact.engagedMs());
        writeOptional(out, fact.score());
        out.text(fact.visitorId());
    }

    static Event read(ByteReader in, long base, Subject subject) {
        EventType type = TYPES[in.raw()];
        Action action = ACTIONS[in.raw()];
        long atMs = base + in.signed();
        String id = in.id();
        String channel = in.text();
        String campaign = in.text();
        String session = in.text();
        String order = in.text();
        String store = in.text();
        String survey = in.text();
        String currency = in.text();
        long amount = readOptional(in);
        long engaged = readOptional(in);
        long score = readOptional(in);
        return new Event(
                type, id, atMs, subject, action, channel, campaign, session, order, store, survey,
                amount, currency, engaged, score, in.text());
    }

    /** Amounts that pass the checks are zero or more, so one more leaves 0 for absent. */
    private static void writeOptional(ByteWriter out, long value) {
        out.unsigned(value == Event.ABSENT ? 0 : value + 1);
    }

    private static long readOptional(ByteReader in) {
        long value = in.unsigned();
        return value == 0 ? Event.ABSENT : value - 1;
    }
}
