package io.omnipulse.benchmarks.micro;

import io.omnipulse.engine.core.journey.Journey;
import java.util.List;
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

/**
 * One event is added to a journey that is on the heap, and what it contributes to the partials. An
 * invocation takes one event of each of {@link Crowd#SUBJECTS} customers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JourneyAdd {
    /** Facts of the journey before; 0 is a subject that was never seen. */
    @Param({"0", "2", "40"})
    public int facts;

    /** The share of the events that arrive between others; of no effect on new subjects. */
    @Param({"0", "0.2"})
    public double late;

    private Crowd crowd;
    private List<Journey> journeys = List.of();

    @SuppressWarnings("NullAway.Init") // JMH calls the setups before anything else
    public JourneyAdd() {}

    /** Draws the events. */
    @Setup(Level.Trial)
    public void draw() {
        crowd = new Crowd(facts, late);
    }

    /** Takes the events of the invocation before away. It is not measured. */
    @Setup(Level.Invocation)
    public void forget() {
        journeys = crowd.journeys();
    }

    @Benchmark
    @OperationsPerInvocation(Crowd.SUBJECTS)
    public List<Journey> event() {
        crowd.addNext(journeys);
        return journeys;
    }
}
