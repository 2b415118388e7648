package io.omnipulse.benchmarks.micro;

import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A journey to its stored bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JourneyBytes {
    /** Facts of each journey. */
    @Param({"2", "40"})
    public int facts;

    private Crowd crowd;
    private final Names names = new Names();
    private List<byte[]> stored = List.of();

    @SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else
    public JourneyBytes() {}

    /** Makes the journeys and their bytes. */
    @Setup
    public void draw() {
        crowd = new Crowd(facts, 0);
        stored = crowd.journeys().stream().map(JourneyCodec::encode).toList();
    }

    /** What a journey costs that is not on the heap: it is read, has one more fact, is stored. */
    @Benchmark
    @OperationsPerInvocation(Crowd.SUBJECTS)
    public void again(Blackhole hole) {
        for (int subject = 0; subject < Crowd.SUBJECTS; subject++) {
            Journey journey = decoded(subject);
            crowd.addNext(subject, journey);
            hole.consume(JourneyCodec.encode(journey));
        }
        crowd.partials().drain((cut, slots) -> {});
    }

    @Benchmark
    @OperationsPerInvocation(Crowd.SUBJECTS)
    public void decode(Blackhole hole) {
        for (int subject = 0; subject < Crowd.SUBJECTS; subject++) {
            hole.consume(decoded(subject));
        }
    }

    private Journey decoded(int subject) {
        return JourneyCodec.decode(crowd.subjectOf(subject), stored.get(subject), names);
    }
}
