package io.omnipulse.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventSourceTest {
    private static final Workload WORKLOAD =
            new Workload(Generator.OMNIPULSE, 20_000, 3_000, 10, 0.1, 30_000, 4, 7, 7_200_000);

    @Test
    void the_same_workload_gives_the_same_events() {
        assertThat(Drawn.of(WORKLOAD)).hasSize(20_000).isEqualTo(Drawn.of(WORKLOAD));
    }

    @Test
    void another_seed_gives_others() {
        Workload other =
                new Workload(Generator.OMNIPULSE, 20_000, 3_000, 10, 0.1, 30_000, 4, 8, 7_200_000);

        assertThat(Drawn.of(other)).isNotEqualTo(Drawn.of(WORKLOAD));
    }

    @Test
    void events_lie_in_the_span_no_later_than_the_workload_says_and_on_all_three_topics() {
        List<Occurrence> events = Drawn.of(WORKLOAD);

        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(event.sentMs())
                                    .isBetween(Workload.BEGINS_MS, WORKLOAD.endsMs() - 1);
                            assertThat(event.sentMs() - event.occurredMs()).isBetween(0L, 30_000L);
                        });
        assertThat(events.stream().map(EventRecords::topicOf).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        Topics.WEB_EVENTS, Topics.POS_SALES, Topics.SURVEY_ANSWERS);
    }

    @Test
    void the_first_campaign_has_a_fifth_and_visitors_their_share() {
        List<Occurrence> events = Drawn.of(WORKLOAD);

        assertThat(share(events, event -> event.campaign() == 0)).isCloseTo(0.2, within(0.02));
        assertThat(share(events, event -> event.subject() < 0)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void a_slice_holds_all_events_of_its_subjects_and_about_as_many_as_asked() {
        Slice slice = Slice.ofAbout(2_000, WORKLOAD);
        Set<Integer> inside = new HashSet<>();
        Set<Integer> outside = new HashSet<>();

        Drawn.of(WORKLOAD)
                .forEach(event -> (slice.holds(event) ? inside : outside).add(event.subject()));

        assertThat(inside).isNotEmpty().doesNotContainAnyElementsOf(outside);
        assertThat(share(Drawn.of(WORKLOAD), slice::holds)).isCloseTo(0.1, within(0.02));
    }

    private static double share(List<Occurrence> events, Predicate<Occurrence> which) {
        return (double) events.stream().filter(which).count() / events.size();
    }
}
