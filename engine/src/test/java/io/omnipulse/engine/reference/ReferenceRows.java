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

    /**
     * @param placed by time
     */
    static Collection<ReferenceRow> of(List<PlacedEvent> placed, List<String> windows) {
        Collection<ReferenceRow> rows = new ArrayList<>();
        if (placed.isEmpty()) {
            return rows;
        }
        ReferenceRows reference = new ReferenceRows(placed);
        Map<Cut, List<PlacedEvent>> cuts = new LinkedHashMap<>();
        for (PlacedEvent each : placed) {
            for (Cut cut : Cut.of(each)) {
                cuts.computeIfAbsent(cut, unseen -> new ArrayList<>()).add(each);
            }
        }
        for (String name : windows) {
            ReferenceWindow window = ReferenceWindow.named(name);
            cuts.forEach((cut, ofCut) -> rows.addAll(reference.rows(cut, ofCut, window)));
        }
        return rows;
    }

    /**
     * "A row is written for each pane end at which its value, numerator, denominator, lower, upper
     * or n differs from the one before; which holds for its absence too."
     */
    private List<ReferenceRow> rows(Cut cut, List<PlacedEvent> ofCut, ReferenceWindow window) {
        List<ReferenceRow> rows = new ArrayList<>();
        Map<String, ReferenceFigure> before = new HashMap<>();
        Set<String> currencies = new TreeSet<>();
        for (long endMs : ends(ofCut, window)) {
            for (ReferenceFigure figure : figures(ofCut, window, endMs, currencies)) {
                // "a ratio or mean from its first value on"
                boolean begun = figure.value() != null || before.containsKey(figure.kpi());
                if (begun && !figure.equals(before.put(figure.kpi(), figure))) {
                    rows.add(
                            new ReferenceRow(
                                    endMs, window.name(), cut.campaign(), cut.channel(), figure));
                }
            }
        }
        return rows;
    }

    /**
     * The ends at which something can differ: where an event of the cut comes into the window or
     * leaves it, and where an answer in any cut comes in, since it may silence one here. "A cut has
     * rows from its first counted event on"; and per window they go "from the first counted event's
     * pane end to the first pane end after the last counted event, of any type".
     */
    private Set<Long> ends(List<PlacedEvent> ofCut, ReferenceWindow window) {
        TreeSet<Long> ends = new TreeSet<>();
        for (PlacedEvent each : ofCut) {
            ends.add(window.firstEndWith(each.atMs()));
            ends.add(window.firstEndWithout(each.atMs()));
        }
        if (ofCut.stream().anyMatch(each -> isOfNamedRespondent(each.event()))) {
            namedAnswers.forEach(each -> ends.add(window.firstEndWith(each.atMs())));
        }
        long first = window.firstEndWith(ofCut.get(0).atMs());
        long last = window.firstEndWith(placed.get(placed.size() - 1).atMs());
        return ends.subSet(first, true, last, true);
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
