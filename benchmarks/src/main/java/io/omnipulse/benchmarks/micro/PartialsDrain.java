package io.omnipulse.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a commit does with what the events since the last contributed: hands over each cut's slots.
 * Time is for each of {@link Crowd#SUBJECTS} events.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PartialsDrain {
    /** Facts of each journey before; those of new subjects contribute more. */
    @Param({"0", "2", "40"})
    public int facts;

    private Crowd crowd;

    @SuppressWarnings("NullAway.Init") // JMH calls the setups before anything else
    public PartialsDrain() {}

    /** Draws the events. */
    @Setup(Level.Trial)
    public void draw() {
        crowd = new Crowd(facts, 0);
    }

    /** Fills the partials. It is not measured. */
    @Setup(Level.Invocation)
    public void fill() {
        crowd.addNext(crowd.journeys());
    }

    @Benchmark
    @OperationsPerInvocation(Crowd.SUBJECTS)
    public void event(Blackhole hole) {
        crowd.partials()
                .drain(
                        (cut, slots) -> {
                            hole.consume(cut);
                            hole.consume(slots);
                        });
    }
}
