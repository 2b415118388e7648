package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A respondent's latest answer to each survey. Of several in a window the latest counts, wherever
 * it was given; the one before stops counting in the windows that hold the later.
 */
final class Answers {
    /** A survey and the kind of its question. */
    record Question(String surveyId, Action kind) {}

    /** The answer that counts until the next. */
    record Answer(long atMs, long score, String campaign, String channel) {}

    final Map<Question, Answer> latest = new HashMap<>();

    Answers copy() {
        Answers copy = new Answers();
        copy.latest.putAll(latest);
        return copy;
    }

    void take(Event event, String campaign, Contributions to) {
        List<Measure> measures = measuresOf(event.action(), event.score());
        if (measures.isEmpty()) {
            return;
        }
        for (Cut cut : to.cutsOf(campaign, event.channel())) {
            measures.forEach(
                    measure -> to.coverAll(cut, MeasureCode.of(measure), event.occurredAtMs()));
        }
        if (event.subject().kind() == Subject.Kind.EVENT) {
            return; // nobody knows who answered, so no other answer is the same respondent's
        }
        Question question = new Question(text(event.surveyId()), event.action());
        Answer next =
                new Answer(event.occurredAtMs(), event.score(), campaign, text(event.channel()));
        Answer before = latest.put(question, next);
        if (before != null) {
            silence(before, question.kind(), event.occurredAtMs(), to);
        }
    }

    private static void silence(Answer answer, Action kind, long laterMs, Contributions to) {
        List<Measure> measures = measuresOf(kind, answer.score());
        for (Cut cut : to.cutsOf(answer.campaign(), answer.channel())) {
            measures.forEach(
                    measure -> to.uncover(cut, MeasureCode.of(measure), answer.atMs(), laterMs));
        }
    }

    private static List<Measure> measuresOf(Action kind, long score) {
        return switch (kind) {
            case NPS ->
                    score >= 9
                            ? List.of(Measure.NPS_ANSWERS, Measure.PROMOTERS)
                            : score <= 6
                                    ? List.of(Measure.NPS_ANSWERS, Measure.DETRACTORS)
                                    : List.of(Measure.NPS_ANSWERS);
            case CSAT ->
                    score >= 4
                            ? List.of(Measure.CSAT_ANSWERS, Measure.CSAT_SATISFIED)
                            : List.of(Measure.CSAT_ANSWERS);
            default -> List.of();
        };
    }

    private static String text(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException(
                    "an answer without survey or channel passed the checks");
        }
        return value;
    }

    /** Forgets answers so old that no window that ends after the boundary can hold them. */
    void forgetBefore(long boundaryMs) {
        latest.values().removeIf(answer -> answer.atMs() < boundaryMs - Rules.LONGEST_WINDOW_MS);
    }
}
