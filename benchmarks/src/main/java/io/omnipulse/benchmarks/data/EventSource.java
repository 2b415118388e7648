package io.omnipulse.benchmarks.data;

/** The events of a workload, in the order in which they are sent. */
public final class EventSource {
    private final Workload workload;
    private final Rules rules;
    private long drawn;

    public EventSource(Workload workload) {
        this.workload = workload;
        this.rules = workload.generator().rules(workload);
    }

    /** Whether there is a next event. */
    public boolean hasNext() {
        return drawn < workload.events();
    }

    /** The next event at its time within the workload's span. */
    public Occurrence next() {
        return at(
                Workload.BEGINS_MS
                        + (long) ((double) drawn / workload.events() * workload.spanMs()));
    }

    /** The next event as if it were sent then. */
    public Occurrence at(long sentMs) {
        return rules.next(drawn++, sentMs);
    }
}
