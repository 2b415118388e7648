package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subject over the cap: its stored form stays far below the size of a record. */
class CappedJourneyTest {
    @ParameterizedTest(name = "an event every {0} ms, {1} of them")
    @CsvSource({"10000, 70000", "1000, 100000"})
    void the_state_of_a_capped_subject_stays_below_the_record_limit(long everyMs, int events) {
        Journey journey = new Journey(new Subject(Subject.Kind.CUSTOMER, "c-1"));
        Contributed contributed = new Contributed();
        long atMs = Facts.ms("10:00");
        for (int i = 0; i < events; i++) {
            atMs += everyMs;
            contributed.add(
                    journey,
                    Facts.web(
                                    new UUID(0x0190f5a000007000L, i).toString(),
                                    "10:00",
                                    Action.PAGE_VIEW)
                            .at(atMs)
                            .event());
            if (i % 500 == 0) {
                contributed.fold(journey, atMs - Contributed.HORIZON.toMillis());
                contributed.all();
            }
        }
        assertThat(JourneyCodec.encode(journey).length).isLessThan(1_000_000);
    }
}
