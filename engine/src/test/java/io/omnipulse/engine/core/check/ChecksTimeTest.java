package io.omnipulse.engine.core.check;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that the field of the schema allows, but no calendar. */
class ChecksTimeTest {
    @ParameterizedTest(name = "sent at {0}")
    @ValueSource(longs = {Long.MIN_VALUE, -1})
    void a_time_is_compared_without_overflow(long sent) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(
                        () ->
                                Checks.time(
                                        "occurred_at",
                                        Long.MAX_VALUE,
                                        sent,
                                        Duration.ofMinutes(5)));
    }
}
