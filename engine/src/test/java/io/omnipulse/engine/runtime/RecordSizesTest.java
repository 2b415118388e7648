package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSizesTest {
    private static final long KAFKAS_DEFAULT = 1_048_588;

    @Test
    void what_the_contract_creates_fits_inputs_as_brokers_create_them() {
        long deadLetters =
                Long.parseLong(
                        Topics.spec(Topics.DEAD_LETTERS)
                                .orElseThrow()
                                .config()
                                .get(RecordSizes.LARGEST));

        assertThat(
                        RecordSizes.problems(
                                Map.of("web-events", KAFKAS_DEFAULT),
                                Map.of("dead-letters", deadLetters)))
                .isEmpty();
    }

    @Test
    void a_topic_that_takes_no_more_than_an_input_has_no_room_for_headers() {
        assertThat(
                        RecordSizes.problems(
                                Map.of("web-events", 1_000L, "pos-sales", KAFKAS_DEFAULT),
                                Map.of("dead-letters", KAFKAS_DEFAULT)))
                .singleElement()
                .asString()
                .contains("topic dead-letters has max.message.bytes=1048588")
                .contains("pos-sales takes records of 1048588 bytes")
                .contains("raise it to 1114124 at least");
    }

    @Test
    void an_input_that_was_raised_needs_all_that_follow_raised() {
        assertThat(
                        RecordSizes.problems(
                                Map.of("web-events", 16L * 1024 * 1024),
                                Map.of("late-events", 2L * 1024 * 1024, "by-subject", 8_388_608L)))
                .hasSize(2);
    }

    @Test
    void without_inputs_nothing_is_passed_on() {
        assertThat(RecordSizes.problems(Map.of(), Map.of("dead-letters", 1L))).isEmpty();
    }
}
