package io.omnipulse.benchmarks.harness;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * What a process measured over a stretch in which it was warm.
 *
 * @param events processed in the stretch
 * @param seconds until the results of the last of them were out
 * @param programCpu CPU seconds of the process in this time
 * @param brokerCpu CPU seconds of the broker in this time
 * @param warmUp events processed before the stretch
 * @param further figures of this program's own, by name
 */
public record Measurement(
        long events,
        double seconds,
        double programCpu,
        double brokerCpu,
        long warmUp,
        Map<String, Double> further) {
    private static final double MILLION = 1e6;

    public Measurement {
        further = Map.copyOf(further);
    }

    @JsonIgnore
    public double eventsPerSecond() {
        return events / seconds;
    }

    /** Whether all records were processed. */
    @JsonIgnore
    public boolean complete() {
        return further.getOrDefault(Stretch.COMPLETE, 1.0) == 1.0;
    }

    /** CPU seconds of the program for a million events. */
    @JsonIgnore
    public double program() {
        return programCpu / events * MILLION;
    }

    /** CPU seconds of the broker for a million events. */
    @JsonIgnore
    public double broker() {
        return brokerCpu / events * MILLION;
    }

    /** CPU seconds of both for a million events. */
    @JsonIgnore
    public double both() {
        return program() + broker();
    }
}
