package io.omnipulse.benchmarks.kpi;

import io.omnipulse.benchmarks.data.EventRecords;
import io.omnipulse.benchmarks.data.EventSource;
import io.omnipulse.benchmarks.data.Occurrence;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is right, by a plain batch: each subject's events in order, one subject after the other. No
 * window slides and nothing is late here.
 */
public final class Reference {
    /** Events held at once; figures add up over subjects, so more are done in several passes. */
    private static final long IN_MEMORY = 1_500_000;

    private static final Comparator<Step> ORDER =
            Comparator.<Step>comparingLong(step -> step.fact().timeMs).thenComparing(Step::eventId);

    private final Checkpoints checkpoints;
    private final Cuts cuts = new Cuts();
    private final Map<Cell, Totals> cells = new HashMap<>();

    private Reference(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** A fact, and what breaks ties between facts of one time. */
    private record Step(Fact fact, String eventId) {}

    /** The figures of every cell that is not empty, at the checkpoints. */
    public static Map<Cell, Totals> of(Workload workload, Slice slice, Checkpoints checkpoints) {
        Reference reference = new Reference(checkpoints);
        int passes = (int) (1 + workload.events() / slice.every() / IN_MEMORY);
        for (int pass = 0; pass < passes; pass++) {
            Map<Integer, List<Step>> bySubject = new HashMap<>();
            EventSource source = new EventSource(workload);
            while (source.hasNext()) {
                Occurrence event = source.next();
                if (slice.holds(event) && Math.floorMod(event.subject(), passes) == pass) {
                    Fact.of(EventRecords.of(event))
                            .ifPresent(
                                    fact ->
                                            bySubject
                                                    .computeIfAbsent(
                                                            event.subject(),
                                                            s -> new ArrayList<>(4))
                                                    .add(new Step(fact, event.id().toString())));
                }
            }
            bySubject.values().forEach(reference::addSubject);
        }
        return reference.cells;
    }

    private void addSubject(List<Step> steps) {
        steps.sort(ORDER);
        Map<Cell, SubjectShare> shares = new HashMap<>();
        Map<Cell, Set<Visit>> active = new HashMap<>();
        Map<Cell, Set<Visit>> engaged = new HashMap<>();
        Visit visit = new Visit();
        for (Step step : steps) {
            Fact fact = step.fact();
            List<Cell> held = cellsOf(fact.campaign, fact.channel, fact.timeMs);
            held.forEach(cell -> shares.computeIfAbsent(cell, c -> new SubjectShare()).add(fact));
            if (fact.isVisit) {
                if (visit.firstMs != Long.MAX_VALUE && fact.timeMs - visit.lastMs > Visit.GAP_MS) {
                    end(visit);
                    visit = new Visit();
                }
                visit.add(fact);
                for (Cell cell : held) {
                    active.computeIfAbsent(cell, c -> new HashSet<>()).add(visit);
                    if (visit.isEngaged()) {
                        engaged.computeIfAbsent(cell, c -> new HashSet<>()).add(visit);
                    }
                }
            }
        }
        if (visit.firstMs != Long.MAX_VALUE) {
            end(visit);
        }
        shares.forEach((cell, share) -> at(cell).add(Totals.of(share)));
        active.forEach((cell, visits) -> at(cell).add(Figure.SESSIONS, visits.size()));
        engaged.forEach((cell, visits) -> at(cell).add(Figure.ENGAGED_SESSIONS, visits.size()));
    }

    private void end(Visit visit) {
        cellsOf(visit.campaign, visit.channel, visit.endsMs())
                .forEach(cell -> at(cell).add(visit.ended()));
    }

    private List<Cell> cellsOf(String campaign, String channel, long timeMs) {
        List<Cell> held = new ArrayList<>();
        for (Window window : checkpoints.windows()) {
            for (long end : checkpoints.holding(window, timeMs)) {
                cuts.of(campaign, channel).forEach(cut -> held.add(new Cell(window, cut, end)));
            }
        }
        return held;
    }

    private Totals at(Cell cell) {
        return cells.computeIfAbsent(cell, c -> new Totals());
    }
}
