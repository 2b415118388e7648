package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.WebEvent;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventKeysTest {

    static Stream<Arguments> natural() {
        return Stream.of(
                Arguments.of(Samples.webEvent(), "e-1"),
                Arguments.of(Samples.sale(), "st-1/rc-1"),
                Arguments.of(Samples.surveyAnswer(), "e-3"),
                Arguments.of(Samples.adSpend(), "spring/social"),
                Arguments.of(Samples.stockMovement(), "st-1/p-1"),
                Arguments.of(Samples.fulfilment(), "o-1"),
                Arguments.of(Samples.supportContact(), "t-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "c-1, v-1, s-1, c-1",
        "c-1, , s-1, c-1",
        ", v-1, s-1, v-1",
        ", , s-1, s-1",
        ", , , e-1"
    })
    void the_best_known_subject_is_the_key(
            @Nullable String customer,
            @Nullable String visitor,
            @Nullable String session,
            String key) {
        WebEvent event = Samples.webEvent();
        event.setCustomerId(customer);
        event.setVisitorId(visitor);
        event.setSessionId(session);

        assertThat(EventKeys.keyOf(event)).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("natural")
    void an_event_without_a_subject_has_its_natural_key(SpecificRecord event, String key) {
        event.getSchema().getFields().stream()
                .filter(field -> field.schema().isNullable())
                .forEach(field -> event.put(field.pos(), null));

        assertThat(EventKeys.keyOf(event)).isEqualTo(key);
    }

    @Test
    void a_respondent_comes_after_a_customer() {
        var answer = Samples.surveyAnswer();
        answer.setCustomerId(null);

        assertThat(EventKeys.keyOf(answer)).isEqualTo("r-1");
    }

    @Test
    void a_link_is_at_home_with_its_customer() {
        assertThat(EventKeys.keyOf(Samples.identityLink())).isEqualTo("c-1");
    }

    @Test
    void a_row_is_no_event() {
        assertThatThrownBy(() -> EventKeys.keyOf(Samples.kpiRow()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Hashes from Kafka's own tests of murmur2, without their sign. */
    @ParameterizedTest
    @CsvSource({"21, 1173551340", "foobar, 1357151166", "a-little-bit-long-string, 1161502112"})
    void a_key_goes_where_kafkas_partitioner_puts_it(String key, int hash) {
        assertThat(EventKeys.partitionFor(key, 12)).isEqualTo(hash % 12);
        assertThat(EventKeys.partitionFor(key, Integer.MAX_VALUE))
                .isEqualTo(hash % Integer.MAX_VALUE);
    }
}
