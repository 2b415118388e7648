package io.omnipulse.benchmarks.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitTest {
    private static Fact visit(long timeMs, boolean isPageView, long engagedMs) {
        Fact fact = new Fact();
        fact.campaign = "spring";
        fact.channel = "web";
        fact.timeMs = timeMs;
        fact.isVisit = true;
        fact.isPageView = isPageView;
        fact.engagedMs = engagedMs;
        return fact;
    }

    @Test
    void one_glance_is_no_engagement() {
        assertThat(new Visit().add(visit(0, true, 4_000)).isEngaged()).isFalse();
    }

    @Test
    void two_views_or_more_than_ten_seconds_are() {
        assertThat(new Visit().add(visit(0, true, 0)).add(visit(1, true, 0)).isEngaged()).isTrue();
        assertThat(new Visit().add(visit(0, false, 10_001)).isEngaged()).isTrue();
        assertThat(new Visit().add(visit(0, false, 0)).add(visit(10_001, false, 0)).isEngaged())
                .isTrue();
        assertThat(new Visit().add(visit(0, false, 0)).add(visit(10_000, false, 0)).isEngaged())
                .isFalse();
    }

    @Test
    void what_arrives_in_another_order_is_the_same_session() {
        Visit inOrder = new Visit().add(visit(5, true, 10)).add(visit(900, false, 20));
        Visit merged =
                new Visit().add(visit(900, false, 20)).merge(new Visit().add(visit(5, true, 10)));

        assertThat(merged).usingRecursiveComparison().isEqualTo(inOrder);
    }
}
