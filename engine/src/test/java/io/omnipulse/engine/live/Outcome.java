package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.house.SameRows;
import io.omnipulse.engine.reference.ReferenceEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What a run has published: its rows, and its account of every record read. */
record Outcome(List<String> rows, Map<String, Long> ledger) {
    static Outcome of(LiveCluster cluster) {
        return new Outcome(LiveEngine.lines(cluster), Ledgers.outcomes(cluster));
    }

    /**
     * Compares with the reference over the same events, byte for byte.
     *
     * @param sent how many records were sent, copies and broken ones included: each must have one
     *     outcome
     */
    void equalsReference(Collection<SpecificRecord> events, long sent) {
        SameRows.check(
                rows,
                ReferenceEngine.rows(
                        SampleTraffic.eventsOf(events), ReferenceEngine.Settings.standard()));
        assertThat(ledger.values().stream().mapToLong(Long::longValue).sum())
                .as("outcomes %s", ledger)
                .isEqualTo(sent);
    }
}
