package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.time.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a respondent's answers to one question, the latest in the window counts. */
class AnswersTest {
    private final Answers answers = new Answers();
    private final Contributed contributed = new Contributed();

    @ParameterizedTest(name = "{0}: {1} promoters, {2} detractors")
    @CsvSource({"0, 0, 1", "6, 0, 1", "7, 0, 0", "8, 0, 0", "9, 1, 0", "10, 1, 0"})
    void nine_and_ten_promote_and_zero_to_six_detract(int score, int promoters, int detractors) {
        // When
        answer("10:00", Action.NPS, score);
        // Then
        assertThat(hourly(Measure.NPS_ANSWERS, "10:00")).isOne();
        assertThat(hourly(Measure.PROMOTERS, "10:00")).isEqualTo(promoters);
        assertThat(hourly(Measure.DETRACTORS, "10:00")).isEqualTo(detractors);
    }

    @ParameterizedTest(name = "{0}: {1} satisfied")
    @CsvSource({"1, 0", "3, 0", "4, 1", "5, 1"})
    void four_and_five_are_satisfied(int score, int satisfied) {
        // When
        answer("10:00", Action.CSAT, score);
        // Then
        assertThat(hourly(Measure.CSAT_ANSWERS, "10:00")).isOne();
        assertThat(hourly(Measure.CSAT_SATISFIED, "10:00")).isEqualTo(satisfied);
    }

    @Test
    void an_answer_counts_from_its_pane_on_and_as_long_as_the_window_holds_it() {
        // When
        answer("10:00", Action.NPS, 9);
        // Then
        assertThat(hourly(Measure.NPS_ANSWERS, "09:59:59.999")).isZero();
        assertThat(hourly(Measure.NPS_ANSWERS, "10:59:59.999")).isOne();
        assertThat(hourly(Measure.NPS_ANSWERS, "11:00")).isZero();
    }

    @Test
    void an_earlier_answer_stops_counting_where_the_window_holds_a_later_one() {
        // Given
        answer("10:00", Action.NPS, 9);
        // When
        answer("10:30", Action.NPS, 0);
        // Then
        assertThat(hourly(Measure.PROMOTERS, "10:29")).isOne();
        assertThat(hourly(Measure.PROMOTERS, "10:30")).isZero();
        assertThat(hourly(Measure.NPS_ANSWERS, "10:30")).isOne();
        assertThat(hourly(Measure.DETRACTORS, "11:29")).isOne();
        assertThat(hourly(Measure.NPS_ANSWERS, "11:30")).isZero();
    }

    @Test
    void of_two_answers_in_one_pane_the_later_counts() {
        // Given
        answer("10:00:01", Action.NPS, 9);
        // When
        answer("10:00:02", Action.NPS, 5);
        // Then
        assertThat(hourly(Measure.PROMOTERS, "10:00")).isZero();
        assertThat(hourly(Measure.NPS_ANSWERS, "10:00")).isOne();
    }

    @Test
    void an_answer_is_silenced_in_its_own_cut_wherever_the_later_one_was_given() {
        // Given
        answers.take(
                Facts.answer("a", "10:00", Action.NPS, 9).event(), "spring", contributed.adding());
        // When
        answers.take(
                Facts.answer("b", "10:30", Action.NPS, 9).channel("app").event(),
                "none",
                contributed.adding());
        // Then
        assertThat(
                        contributed.distinct(
                                new Cut("spring", "mail"), Measure.NPS_ANSWERS, Window.H1, "10:30"))
                .isZero();
        assertThat(
                        contributed.distinct(
                                new Cut("none", "app"), Measure.NPS_ANSWERS, Window.H1, "10:30"))
                .isOne();
        assertThat(hourly(Measure.NPS_ANSWERS, "10:30")).isOne();
    }

    @Test
    void answers_to_other_surveys_and_of_other_kinds_are_other_answers() {
        // Given
        answer("10:00", Action.NPS, 9);
        // When
        answer("10:01", Action.CSAT, 5);
        answers.take(
                Facts.answer("b", "10:02", Action.NPS, 9).survey("autumn-survey").event(),
                "none",
                contributed.adding());
        // Then
        assertThat(hourly(Measure.NPS_ANSWERS, "10:02")).isEqualTo(2);
        assertThat(hourly(Measure.CSAT_ANSWERS, "10:02")).isOne();
    }

    @Test
    void answers_of_nobody_are_each_their_own() {
        // Given
        answers.take(
                Facts.answer("a", "10:00", Action.NPS, 9).of(Subject.Kind.EVENT, "a").event(),
                "none",
                contributed.adding());
        // When
        answers.take(
                Facts.answer("b", "10:01", Action.NPS, 9).of(Subject.Kind.EVENT, "b").event(),
                "none",
                contributed.adding());
        // Then
        assertThat(hourly(Measure.NPS_ANSWERS, "10:01")).isEqualTo(2);
        assertThat(answers.latest).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"YES_NO, 1", "UNKNOWN_SURVEY, 3"})
    void kinds_that_no_measure_reads_count_nothing(Action kind, int score) {
        // When
        answer("10:00", kind, score);
        // Then
        assertThat(contributed.all()).isEmpty();
        assertThat(answers.latest).isEmpty();
    }

    @Test
    void forgetting_keeps_the_answers_that_a_window_may_still_hold() {
        // Given
        answer("10:00", Action.NPS, 9);
        // When
        answers.forgetBefore(Facts.ms("10:00") + Window.D90.lengthMs() + Window.D90.paneMs());
        // Then
        assertThat(answers.latest).hasSize(1);
    }

    @Test
    void forgetting_drops_the_answers_that_no_window_holds_any_more() {
        // Given
        answer("10:00", Action.NPS, 9);
        // When
        answers.forgetBefore(Facts.ms("10:00") + Window.D90.lengthMs() + Window.D90.paneMs() + 1);
        // Then
        assertThat(answers.latest).isEmpty();
    }

    private void answer(String time, Action kind, int score) {
        answers.take(
                Facts.answer("e-" + time, time, kind, score).event(), "none", contributed.adding());
    }

    private long hourly(Measure measure, String time) {
        return contributed.distinct(Cut.TOTAL, measure, Window.H1, time);
    }
}
