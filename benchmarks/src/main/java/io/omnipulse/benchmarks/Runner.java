package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.harness.Stretch;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.benchmarks.kpi.Answers;
import io.omnipulse.benchmarks.kpi.Cell;
import io.omnipulse.benchmarks.kpi.Check;
import io.omnipulse.benchmarks.kpi.Checkpoints;
import io.omnipulse.benchmarks.kpi.Figure;
import io.omnipulse.benchmarks.kpi.Reference;
import io.omnipulse.benchmarks.kpi.Totals;
import io.omnipulse.benchmarks.program.EngineProgram;
import io.omnipulse.benchmarks.rival.RivalTopics;
import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Runs programs of a session, one after the other, and checks what they publish. */
final class Runner {
    private static final Duration AT_MOST = Duration.ofHours(2);

    private final Session session;
    private final int threads;
    private final List<Window> windows;
    private final Map<Asked, Map<Cell, Totals>> references = new HashMap<>();

    Runner(Session session, int threads) {
        this(session, threads, EngineProgram.WINDOWS);
    }

    /**
     * @param windows the engine's rolling windows
     */
    Runner(Session session, int threads, List<Window> windows) {
        this.session = session;
        this.threads = threads;
        this.windows = windows;
    }

    /** Whose answers to which part of the workload. */
    private record Asked(boolean ofEngine, Slice slice) {}

    /**
     * Runs one program.
     *
     * @param seconds after which a rival is cut off
     */
    Outcome run(Program program, Slice slice, long seconds, boolean check)
            throws ExecutionException, InterruptedException {
        Task task =
                session.task(
                        program.id(),
                        slice,
                        threads,
                        Map.of(
                                Stretch.SECONDS,
                                Long.toString(seconds),
                                EngineProgram.ROLLING,
                                Windows.text(windows)));
        Measurement measured = session.run(task, AT_MOST);
        Optional<Check> checked =
                check && program.answers() && measured.complete()
                        ? Optional.of(check(program, slice, task))
                        : Optional.empty();
        checked.ifPresent(
                found -> found.examples().forEach(example -> session.tell("differs: " + example)));
        session.forget(task);
        return new Outcome(
                program, slice, program == Program.ENGINE ? windows : List.of(), measured, checked);
    }

    private Check check(Program program, Slice slice, Task task) {
        session.tell("checking " + program.id());
        Workload workload = session.workload();
        boolean ofEngine = program == Program.ENGINE;
        Checkpoints checkpoints =
                ofEngine ? Checkpoints.ofEngine(workload, windows) : Checkpoints.of(workload);
        Map<Cell, Totals> right =
                references.computeIfAbsent(
                        new Asked(ofEngine, slice),
                        asked -> Reference.of(workload, slice, checkpoints));
        Answers answers = new Answers(session.cluster(), checkpoints);
        return ofEngine
                ? Check.of(right, answers.ofEngine(task.name() + "-kpi-history"), Figure.ofEngine())
                : Check.of(
                        right,
                        answers.ofRival(RivalTopics.figures(task), RivalTopics.sessions(task)),
                        Figure.ofRivals());
    }
}
