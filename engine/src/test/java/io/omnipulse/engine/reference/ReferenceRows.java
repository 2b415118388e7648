package io.omnipulse.engine.reference;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The rows of all cuts and windows: at which ends one is written, and what of it. */
final class ReferenceRows {
    private final List<PlacedEvent> placed;
    private final List<PlacedEvent> namedAnswers;

    private ReferenceRows(List<PlacedEvent> placed) {
        this.placed = placed;
        this.namedAnswers =
                placed.stream().filter(each -> isOfNamedRespondent(each.event())).toList();
    }

    /** "Cuts: campaign × channel, each with the roll-up *." */
    private record Cut(String campaign, String channel) {
        /** The cuts of an event. One without a channel is placed on no channel but the roll-up. */
        static List<Cut> of(PlacedEvent placed) {
            List<Cut> cuts = new ArrayList<>();
            cuts.add(new Cut("*", "*"));
            cuts.add(new Cut(placed.campaign(), "*"));
            String channel = placed.event().channel();
            if (channel != null) {
                cuts.add(new Cut("*", channel));
                cuts.add(new Cut(placed.campaign(), channel));
            }
            return cuts;
        }
    }

    /**
     * A respondent's answers to one survey on one scale, of which the latest in the window counts.
     */
    private record Question(Subject respondent, String surveyId, Action kind) {
        static Question of(Event answer) {
            return new Question(
                    answer.subject(), Objects.requireNonNull(answer.surveyId()), answer.action());
        }
    }

    /** A cut's rows so far: what holds, and what it has once had. */
    private static final class Book {
        final List<ReferenceRow> rows = new ArrayList<>();
        final Map<String, ReferenceFigure> before = new HashMap<>();
        final Set<String> currencies = new TreeSet<>();
        boolean begun;
    }

    /**
     * @param known what is known from when on, in the order of time
     * @param lastEventMs the time of the last counted event, of any type
     */
    static Collection<ReferenceRow> of(
            List<ReferenceLinks.Known> known, long lastEventMs, List<String> windows) {
        Collection<ReferenceRow> rows = new ArrayList<>();
        for (String name : windows) {
            ReferenceWindow window = ReferenceWindow.named(name);
            long lastMs = window.firstEndWith(lastEventMs);
            Map<Cut, Book> books = new LinkedHashMap<>();
            for (int i = 0; i < known.size(); i++) {
                long untilMs = i + 1 < known.size() ? known.get(i + 1).sinceMs() : lastMs;
                new ReferenceRows(known.get(i).placed())
                        .write(window, known.get(i).sinceMs(), Math.min(untilMs, lastMs), books);
            }
            books.values().forEach(book -> rows.addAll(book.rows));
        }
        return rows;
    }

    /** Writes the rows of all cuts that end after the one instant and not after the other. */
    private void write(ReferenceWindow window, long afterMs, long untilMs, Map<Cut, Book> books) {
        Map<Cut, List<PlacedEvent>> cuts = new LinkedHashMap<>();
        books.keySet().forEach(cut -> cuts.put(cut, new ArrayList<>()));
        for (PlacedEvent each : placed) {
            for (Cut cut : Cut.of(each)) {
                cuts.computeIfAbsent(cut, unseen -> new ArrayList<>()).add(each);
            }
        }
        cuts.forEach(
                (cut, ofCut) -> {
                    Book book = books.computeIfAbsent(cut, unseen -> new Book());
                    for (long endMs : ends(ofCut, window, book.begun, afterMs, untilMs)) {
                        write(book, cut, ofCut, window, endMs);
                    }
                });
    }

    /**
     * "A row is written for each pane end at which its value, numerator, denominator, lower, upper
     * or n differs from the one before; which holds for its absence too."
     */
    private void write(
            Book book, Cut cut, List<PlacedEvent> ofCut, ReferenceWindow window, long endMs) {
        // "A cut has rows from its first counted event on": from the first window that holds one.
        book.begun |= !within(ofCut, endMs - window.lengthMs(), endMs).isEmpty();
        if (!book.begun) {
            return;
        }
        for (ReferenceFigure figure : figures(ofCut, window, endMs, book.currencies)) {
            // "a ratio or mean from its first value on"
            boolean begun = figure.value() != null || book.before.containsKey(figure.kpi());
            if (begun && !figure.equals(book.before.put(figure.kpi(), figure))) {
                book.rows.add(
                        new ReferenceRow(
                                endMs, window.name(), cut.campaign(), cut.channel(), figure));
            }
        }
    }

    /**
     * The ends at which something can differ: where an event of the cut comes into the window or
     * leaves it, where an answer in any cut comes in, since it may silence one here, and the first
     * at which a link is known. "A cut has rows from its first counted event on"; and per window
     * they go "from the first counted event's pane end to the first pane end after the last counted
     * event, of any type".
     */
    private Set<Long> ends(
            List<PlacedEvent> ofCut,
            ReferenceWindow window,
            boolean begun,
            long afterMs,
            long untilMs) {
        TreeSet<Long> ends = new TreeSet<>();
        for (PlacedEvent each : ofCut) {
            ends.add(window.firstEndWith(each.atMs()));
            ends.add(window.firstEndWithout(each.atMs()));
        }
        if (ofCut.stream().anyMatch(each -> isOfNamedRespondent(each.event()))) {
            namedAnswers.forEach(each -> ends.add(window.firstEndWith(each.atMs())));
        }
        long first = afterMs == Long.MIN_VALUE ? afterMs : window.firstEndWith(afterMs);
        if (!begun) {
            first =
                    ofCut.isEmpty()
                            ? Long.MAX_VALUE
                            : Math.max(first, window.firstEndWith(ofCut.get(0).atMs()));
        }
        ends.add(first);
        return first > untilMs ? Set.of() : ends.subSet(first, true, untilMs, true);
    }

    /**
     * What the window that ends at {@code endMs} shows.
     *
     * @param currencies those that the cut has had an order or return in before; this end's are
     *     added. "A per-currency KPI from the first order or return in that currency in that cut
     *     on"
     */
    private List<ReferenceFigure> figures(
            List<PlacedEvent> ofCut, ReferenceWindow window, long endMs, Set<String> currencies) {
        long startMs = endMs - window.lengthMs();
        Map<Question, Event> latest = latestOfNamedRespondents(startMs, endMs);
        ReferenceKpis kpis =
                ReferenceKpis.of(within(ofCut, startMs, endMs), answer -> counts(answer, latest));
        currencies.addAll(kpis.currencies());
        List<ReferenceFigure> figures = new ArrayList<>();
        if (window.behaviour()) {
            figures.addAll(kpis.behaviour(currencies));
        }
        if (window.answers()) {
            figures.addAll(kpis.answers());
        }
        return figures;
    }

    /** "The window that ends at e holds e − W ≤ occurred_at < e." */
    private static List<PlacedEvent> within(List<PlacedEvent> byTime, long startMs, long endMs) {
        return byTime.subList(firstFrom(byTime, startMs), firstFrom(byTime, endMs));
    }

    /** The index of the first event at or after a time; the list's size if there is none. */
    private static int firstFrom(List<PlacedEvent> byTime, long fromMs) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).atMs() < fromMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * "Answer: per respondent (customer_id, else respondent_id, else each counted answer is its
     * own) and (survey_id, kind) the latest answer in the window counts, in its own cut: an earlier
     * one stops counting in windows that hold the later one."
     */
    private static boolean counts(Event answer, Map<Question, Event> latest) {
        return !isOfNamedRespondent(answer) || answer.equals(latest.get(Question.of(answer)));
    }

    /** The last answers in the window, in the order; over all cuts. */
    private Map<Question, Event> latestOfNamedRespondents(long startMs, long endMs) {
        Map<Question, Event> latest = new HashMap<>();
        for (PlacedEvent each : within(namedAnswers, startMs, endMs)) {
            latest.put(Question.of(each.event()), each.event());
        }
        return latest;
    }

    private static boolean isOfNamedRespondent(Event event) {
        return event.type() == EventType.SURVEY_ANSWER
                && (event.subject().kind() == Subject.Kind.CUSTOMER
                        || event.subject().kind() == Subject.Kind.RESPONDENT);
    }
}
