package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.check.Reason;
import java.util.Comparator;

/**
 * One line of the ledger, which accounts for every record read: counted, duplicate, too late or
 * rejected.
 *
 * @param topic the input topic
 * @param outcome what became of the record
 * @param reason why it was rejected; empty for the other outcomes
 */
record LedgerEntry(String topic, String outcome, String reason) implements Comparable<LedgerEntry> {
    private static final Comparator<LedgerEntry> ORDER =
            Comparator.comparing(LedgerEntry::topic)
                    .thenComparing(LedgerEntry::outcome)
                    .thenComparing(LedgerEntry::reason);

    static LedgerEntry counted(String topic) {
        return new LedgerEntry(topic, "counted", "");
    }

    static LedgerEntry duplicate(String topic) {
        return new LedgerEntry(topic, "duplicate", "");
    }

    static LedgerEntry tooLate(String topic) {
        return new LedgerEntry(topic, "too_late", "");
    }

    static LedgerEntry rejected(String topic, Reason reason) {
        return new LedgerEntry(topic, "rejected", reason.code());
    }

    @Override
    public int compareTo(LedgerEntry other) {
        return ORDER.compare(this, other);
    }
}
