package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.measure.Cut;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a journey, format 2: the folded chapter, the facts, then what links tie it to.
 * Times are differences to a base time; maps are sorted, so that equal journeys have equal bytes.
 * The subject is the key of the store and is not repeated.
 */
public final class JourneyCodec {
    /** Stands where the ties would be of a journey that has none. */
    static final int NO_TIES = 0;

    private static final int FORMAT = 2;

    private static final Action[] ACTIONS = Action.values();

    private JourneyCodec() {}

    /** The stored form. The journey remembers it, to be written on from there. */
    public static byte[] encode(Journey journey) {
        StoredForm known = journey.stored();
        return known == null ? encodeWhole(journey) : known.with(journey.facts());
    }

    private static byte[] encodeWhole(Journey journey) {
        ByteWriter out = new ByteWriter().raw(FORMAT);
        List<Event> facts = journey.facts();
        long base =
                facts.isEmpty() ? Math.max(journey.foldedToMs(), 0) : facts.get(0).occurredAtMs();
        out.signed(base);
        boolean folded = journey.foldedToMs() != Long.MIN_VALUE;
        out.raw(folded ? 1 : 0);
        if (folded) {
            out.signed(journey.foldedToMs() - base);
            new ChapterWriter(out, base).write(journey.folded());
        }
        int countAt = out.length();
        out.unsigned(facts.size());
        int factsAt = out.length();
        facts.forEach(fact -> FactCodec.write(out, base, fact));
        int factsEnd = out.length();
        writeTies(out, base, journey.ties());
        byte[] bytes = out.toBytes();
        if (!facts.isEmpty() && journey.ties().none()) {
            journey.stored(
                    new StoredForm(
                            bytes, base, countAt, factsAt, factsEnd, facts.size(), out.texts()));
        }
        return bytes;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param names where the texts of journeys read before are known
     * @throws IllegalArgumentException if the bytes are of another format
     */
    public static Journey decode(Subject subject, byte[] bytes, Names names) {
        ByteReader in = new ByteReader(bytes, names).version(FORMAT, "a stored journey");
        long base = in.signed();
        long foldedToMs = Long.MIN_VALUE;
        Chapter chapter = new Chapter();
        if (in.raw() == 1) {
            foldedToMs = base + in.signed();
            chapter = new ChapterReader(in, base).read();
        }
        int countAt = in.at();
        int count = in.size();
        int factsAt = in.at();
        List<Event> facts = FactCodec.read(in, base, subject, count);
        int factsEnd = in.at();
        Ties ties = readTies(in, base, subject);
        if (!in.atEnd()) {
            throw new IllegalArgumentException("a stored journey has bytes left over");
        }
        Journey journey = new Journey(subject, chapter, facts, ties, foldedToMs);
        if (!facts.isEmpty() && ties.none()) {
            journey.stored(
                    new StoredForm(bytes, base, countAt, factsAt, factsEnd, count, in.texts()));
        }
        return journey;
    }

    private static void writeTies(ByteWriter out, long base, Ties ties) {
        if (ties.none()) {
            out.raw(NO_TIES);
            return;
        }
        out.raw(1).raw(ties.owner.settled ? 1 : 0).unsigned(ties.owner.claims.size());
        ties.owner.claims.forEach(
                (customer, link) ->
                        out.text(customer).signed(link.atMs() - base).id(link.eventId()));
        out.unsigned(ties.aliases.size());
        ties.aliases.forEach(
                (visitor, alias) -> {
                    out.id(visitor).signed(alias.sinceMs - base).raw(alias.ordered ? 1 : 0);
                    FactCodec.writeAll(out, base, alias.facts);
                });
    }

    private static Ties readTies(ByteReader in, long base, Subject subject) {
        Ties ties = new Ties();
        if (in.raw() == NO_TIES) {
            return ties;
        }
        ties.owner.settled = in.raw() == 1;
        for (int left = in.size(); left > 0; left--) {
            String customer = in.presentText();
            ties.owner.claims.put(customer, new Link(base + in.signed(), in.id()));
        }
        for (int left = in.size(); left > 0; left--) {
            String visitor = in.id();
            long sinceMs = base + in.signed();
            boolean ordered = in.raw() == 1;
            ties.aliases.put(
                    visitor, new Alias(sinceMs, ordered, FactCodec.readAll(in, base, subject)));
        }
        return ties;
    }

    private static <K, V> List<Map.Entry<K, V>> sorted(Map<K, V> map, Function<K, String> text) {
        return map.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                (Map.Entry<K, V> entry) -> text.apply(entry.getKey()),
                                Utf8Order.INSTANCE))
                .toList();
    }

    private record ChapterWriter(ByteWriter out, long base) {
        void write(Chapter chapter) {
            times(chapter.countedMs.toMap());
            touch(chapter.touches.contact);
            touch(chapter.touches.impression);
            out.unsigned(chapter.sessions.named.size());
            sorted(chapter.sessions.named, name -> name)
                    .forEach(entry -> session(entry.getKey(), entry.getValue()));
            Session unnamed = chapter.sessions.unnamed;
            out.raw(unnamed == null ? 0 : 1);
            if (unnamed != null) {
                session(null, unnamed);
            }
            out.raw(chapter.orders.any ? 1 : 0);
            times(chapter.orders.byKeyMs.toMap());
            out.unsigned(chapter.answers.latest.size());
            sorted(chapter.answers.latest, question -> question.kind() + " " + question.surveyId())
                    .forEach(entry -> answer(entry.getKey(), entry.getValue()));
            coverage(chapter.coverage);
        }

        private void times(Map<String, Long> timesMs) {
            out.unsigned(timesMs.size());
            sorted(timesMs, id -> id)
                    .forEach(entry -> out.id(entry.getKey()).signed(entry.getValue() - base));
        }

        private void touch(Touches.@Nullable Touch touch) {
            out.raw(touch == null ? 0 : 1);
            if (touch != null) {
                out.signed(touch.atMs() - base).text(touch.campaign());
            }
        }

        private void session(@Nullable String name, Session session) {
            out.text(name)
                    .signed(session.firstMs - base)
                    .unsigned(session.lastMs - session.firstMs);
            out.unsigned(session.engagedMs).raw(session.views | (session.engaged ? 4 : 0));
            coverage(session.coverage);
        }

        private void answer(Answers.Question question, Answers.Answer answer) {
            out.text(question.surveyId())
                    .raw(question.kind().ordinal())
                    .signed(answer.atMs() - base);
            out.unsigned(answer.score()).text(answer.campaign()).text(answer.channel());
        }

        private void coverage(Coverage coverage) {
            Map<Cut, long[]> byCut = coverage.byCut();
            out.raw(coverage.conditions()).unsigned(byCut.size());
            sorted(byCut, cut -> cut.campaign() + '\0' + cut.channel())
                    .forEach(
                            entry -> {
                                out.text(entry.getKey().campaign()).text(entry.getKey().channel());
                                for (long time : entry.getValue()) {
                                    out.raw(time == Coverage.NEVER ? 0 : 1);
                                    if (time != Coverage.NEVER) {
                                        out.signed(time - base);
                                    }
                                }
                            });
        }
    }

    private record ChapterReader(ByteReader in, long base) {
        Chapter read() {
            Chapter chapter = new Chapter();
            for (int left = in.size(); left > 0; left--) {
                chapter.countedMs.put(in.id(), base + in.signed());
            }
            chapter.touches.contact = touch();
            chapter.touches.impression = touch();
            for (int left = in.size(); left > 0; left--) {
                String name = in.presentText();
                chapter.sessions.named.put(name, session());
            }
            if (in.raw() == 1) {
                in.text();
                chapter.sessions.unnamed = session();
            }
            chapter.orders.any = in.raw() == 1;
            for (int left = in.size(); left > 0; left--) {
                chapter.orders.byKeyMs.put(in.id(), base + in.signed());
            }
            for (int left = in.size(); left > 0; left--) {
                Answers.Question question =
                        new Answers.Question(in.presentText(), ACTIONS[in.raw()]);
                long atMs = base + in.signed();
                chapter.answers.latest.put(
                        question,
                        new Answers.Answer(
                                atMs, in.unsigned(), in.presentText(), in.presentText()));
            }
            coverage(chapter.coverage);
            return chapter;
        }

        private Touches.@Nullable Touch touch() {
            return in.raw() == 0 ? null : new Touches.Touch(base + in.signed(), in.presentText());
        }

        private Session session() {
            Session session = new Session(base + in.signed());
            session.lastMs = session.firstMs + in.unsigned();
            session.engagedMs = in.unsigned();
            int flags = in.raw();
            session.views = flags & 3;
            session.engaged = (flags & 4) != 0;
            coverage(session.coverage);
            return session;
        }

        private void coverage(Coverage coverage) {
            int conditions = in.raw();
            for (int left = in.size(); left > 0; left--) {
                Cut cut = new Cut(in.presentText(), in.presentText());
                long[] times = new long[coverage.conditions()];
                Arrays.fill(times, Coverage.NEVER);
                for (int i = 0; i < conditions; i++) {
                    if (in.raw() == 1) {
                        times[i] = base + in.signed();
                    }
                }
                coverage.put(cut, times);
            }
        }
    }
}
