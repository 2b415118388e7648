package io.omnipulse.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static List<ByteBuffer> bytes(List<Journey> journeys) {
        return journeys.stream().map(JourneyCodec::encode).map(ByteBuffer::wrap).toList();
    }

    @Test
    void journeys_have_as_many_facts_as_asked_and_are_the_same_each_time() {
        Crowd crowd = new Crowd(40, 0.2);

        assertThat(crowd.journeys())
                .hasSize(Crowd.SUBJECTS)
                .allSatisfy(journey -> assertThat(journey.facts()).hasSize(40));
        assertThat(bytes(crowd.journeys())).isEqualTo(bytes(new Crowd(40, 0.2).journeys()));
    }

    @Test
    void a_new_subject_has_no_facts_until_its_first_event() {
        Crowd crowd = new Crowd(0, 0.2);
        List<Journey> journeys = crowd.journeys();

        assertThat(journeys).allSatisfy(journey -> assertThat(journey.facts()).isEmpty());
        crowd.addNext(journeys);
        assertThat(journeys).allSatisfy(journey -> assertThat(journey.facts()).hasSize(1));
    }

    @Test
    void a_share_of_the_next_events_lies_before_the_newest_fact() {
        Crowd crowd = new Crowd(40, 0.2);
        List<Journey> journeys = crowd.journeys();

        long late = 0;
        for (int subject = 0; subject < Crowd.SUBJECTS; subject++) {
            long newest = journeys.get(subject).facts().get(39).occurredAtMs();
            late += crowd.next().get(subject).occurredAtMs() < newest ? 1 : 0;
        }
        assertThat((double) late / Crowd.SUBJECTS).isCloseTo(0.2, within(0.04));
    }

    @Test
    void only_what_the_next_events_contribute_is_left_to_drain() {
        Crowd crowd = new Crowd(2, 0);
        List<Journey> journeys = crowd.journeys();

        assertThat(cuts(crowd)).isEmpty();
        crowd.addNext(journeys);
        assertThat(cuts(crowd)).isNotEmpty();
        assertThat(cuts(crowd)).isEmpty();
    }

    @Test
    void a_name_that_no_function_has_is_an_error_that_quotes_it() {
        assertThatThrownBy(
                        () -> new MicroRun(true, "1g", null).run("NoSuchThing", Path.of("target")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NoSuchThing");
    }

    private static List<Object> cuts(Crowd crowd) {
        List<Object> cuts = new ArrayList<>();
        crowd.partials().drain((cut, slots) -> cuts.add(cut));
        return cuts;
    }
}
