package io.omnipulse.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** CPU time, user and system, of this process and of the broker's. */
public final class CpuClock {
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ProcessHandle broker;

    /**
     * @throws IllegalStateException if there is no such process
     */
    public CpuClock(long brokerPid) {
        this.broker =
                ProcessHandle.of(brokerPid)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the broker's process " + brokerPid + " is gone"));
    }

    /**
     * A moment.
     *
     * @param nanos on the clock that only goes forward
     * @param events processed until then
     * @param program CPU seconds of this process until then
     * @param broker CPU seconds of the broker until then
     */
    public record Sample(long nanos, long events, double program, double broker) {}

    public Sample now(long events) {
        double brokerCpu = broker.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
        return new Sample(System.nanoTime(), events, system.getProcessCpuTime() / NANOS, brokerCpu);
    }
}
