package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A respondent's latest answer to each survey. Of several in a window the latest counts, wherever
 * it was given; the one before stops counting in the windows that hold the later.
 */
final class Answers {
    private static final Shown PROMOTER = shown(Measure.NPS_ANSWERS, Measure.PROMOTERS);
    private static final Shown DETRACTOR = shown(Measure.NPS_ANSWERS, Measure.DETRACTORS);
    private static final Shown PASSIVE = shown(Measure.NPS_ANSWERS);
    private static final Shown SATISFIED = shown(Measure.CSAT_ANSWERS, Measure.CSAT_SATISFIED);
    private static final Shown OTHERWISE = shown(Measure.CSAT_ANSWERS);
    private static final Shown NOTHING = shown();

    private static Shown shown(Measure... measures) {
        return Shown.of(List.of(measures), measures);
    }

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
        Shown shown = shownBy(event.action(), event.score());
        if (shown.size() == 0) {
            return;
        }
        to.coverAll(to.cutsOf(campaign, event.channel()), shown, event.occurredAtMs());
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
        List<Cut> cuts = to.cutsOf(answer.campaign(), answer.channel());
        to.uncover(cuts, shownBy(kind, answer.score()), answer.atMs(), laterMs);
    }

    private static Shown shownBy(Action kind, long score) {
        return switch (kind) {
            case NPS -> score >= 9 ? PROMOTER : score <= 6 ? DETRACTOR : PASSIVE;
            case CSAT -> score >= 4 ? SATISFIED : OTHERWISE;
            default -> NOTHING;
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
