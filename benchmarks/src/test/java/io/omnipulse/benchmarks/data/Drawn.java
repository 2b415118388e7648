package io.omnipulse.benchmarks.data;

import java.util.ArrayList;
import java.util.List;

/** All events of a small workload. */
final class Drawn {
    private Drawn() {}

    static List<Occurrence> of(Workload workload) {
        List<Occurrence> events = new ArrayList<>();
        EventSource source = new EventSource(workload);
        while (source.hasNext()) {
            events.add(source.next());
        }
        return events;
    }
}
