package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.EventSource;
import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Child;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.benchmarks.live.Latency;
import io.omnipulse.benchmarks.live.Recovery;
import io.omnipulse.benchmarks.live.StartTime;
import io.omnipulse.benchmarks.program.EngineProgram;
import io.omnipulse.engine.stream.Outputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** The figures of the full run that no comparison of programs gives. */
final class Goals {
    /** The names of these figures. */
    static final List<String> NAMES =
            List.of(
                    "latency_p99_ms",
                    "growth_subjects",
                    "growth_campaigns",
                    "scale_out",
                    "bytes_per_subject",
                    "restore_per_second",
                    "start_seconds",
                    "scrape_ms");

    private static final Duration AT_MOST = Duration.ofHours(2);
    private static final int FEW_SUBJECTS = 1_000;
    private static final int MANY_SUBJECTS = 1_000_000;
    private static final int FEW_CAMPAIGNS = 10;
    private static final int MANY_CAMPAIGNS = 10_000;

    /** With more, the windows of so many campaigns would be larger than the heap. */
    private static final long EVENTS_OF_CAMPAIGNS = 1_000_000;

    private static final int INSTANCES = 3;
    private static final int EVENTS_OF_A_SUBJECT = 10;
    private static final int SUBJECTS_WEIGHED = 20_000;
    private static final int ID_BYTES = 16;
    private static final long SMALL_LOAD = 1_000;
    private static final long LOAD = 20_000;
    private static final long HIGHEST_LOAD = 500_000;

    private final RunOptions options;
    private final Workload workload;
    private final Results results;
    private final Set<String> wanted;

    /**
     * @param wanted which of {@link #NAMES}
     */
    Goals(RunOptions options, Workload workload, Results results, Set<String> wanted) {
        this.options = options;
        this.workload = workload;
        this.results = results;
        this.wanted = wanted;
    }

    /** Whether there are any that use the topics of the comparison. */
    boolean needLoaded() {
        return wanted.contains("scale_out") || wanted.contains("start_seconds");
    }

    /** Those that use the topics of the comparison. */
    void onLoaded(Session session) throws IOException, ExecutionException, InterruptedException {
        if (wanted.contains("scale_out")) {
            scaleOut(session);
        }
        if (wanted.contains("start_seconds")) {
            session.tell("starting the demo");
            results.ratio("start_seconds", StartTime.seconds(session));
        }
    }

    /** Those that have topics of their own. */
    void onOthers() throws IOException, ExecutionException, InterruptedException {
        if (wanted.contains("restore_per_second") || wanted.contains("scrape_ms")) {
            recovery();
        }
        if (wanted.contains("growth_subjects")) {
            double few = cost(workload.ofSubjects(FEW_SUBJECTS), "subjects");
            results.ratio(
                    "growth_subjects", cost(workload.ofSubjects(MANY_SUBJECTS), "subjects") / few);
        }
        if (wanted.contains("bytes_per_subject")) {
            results.ratio("bytes_per_subject", bytesPerSubject());
        }
        if (wanted.contains("latency_p99_ms")) {
            latency();
        }
        if (wanted.contains("growth_campaigns")) {
            Workload some = workload.ofEvents(Math.min(EVENTS_OF_CAMPAIGNS, workload.events()));
            double few = cost(some.ofCampaigns(FEW_CAMPAIGNS), "campaigns");
            results.ratio(
                    "growth_campaigns", cost(some.ofCampaigns(MANY_CAMPAIGNS), "campaigns") / few);
        }
    }

    /** CPU for each event, program and broker, of one instance and of three that share the work. */
    private void scaleOut(Session session) throws ExecutionException, InterruptedException {
        double one = shared(session, 1);
        double three = shared(session, INSTANCES);
        results.detail(
                "scale_out",
                String.format(
                        "CPU s per million: %.1f with one instance, %.1f with %d",
                        one, three, INSTANCES));
        results.ratio("scale_out", one / three);
    }

    private double shared(Session session, int instances)
            throws ExecutionException, InterruptedException {
        session.tell("running " + instances + " of the engine");
        Task task =
                session.task(
                        Program.ENGINE.id(),
                        Slice.ALL,
                        options.threads(),
                        Map.of(EngineProgram.SHARED, "1"));
        session.createTopics(Outputs.of(task.name()).specs(), EngineProgram.CUT_PARTITIONS);
        List<Child> children = new ArrayList<>();
        try {
            for (int instance = 0; instance < instances; instance++) {
                children.add(session.start(task.sharedIn(session.fresh("instance").toString())));
            }
            List<Measurement> measured = new ArrayList<>();
            for (Child child : children) {
                measured.add(child.hear(Measurement.class, AT_MOST));
            }
            // All follow the progress of the group, so all measure the same stretch, but for
            // moments.
            double broker = measured.stream().mapToDouble(Measurement::broker).max().orElseThrow();
            return measured.stream().mapToDouble(Measurement::program).sum() + broker;
        } finally {
            children.forEach(Child::close);
            session.forget(task);
        }
    }

    private void recovery() throws IOException, ExecutionException, InterruptedException {
        try (Session session = options.openCompacting(workload)) {
            Recovery.Found found = Recovery.measure(session, options.threads());
            results.detail("recovery", found.text());
            results.ratio("restore_per_second", found.subjectsPerSecond());
            results.ratio("scrape_ms", found.scrapeMsOfTenThousand());
        }
    }

    private double cost(Workload other, String of) throws ExecutionException, InterruptedException {
        try (Session session = options.openFresh(other)) {
            session.tell(other.text());
            Outcome outcome =
                    new Runner(session, options.threads())
                            .run(Program.ENGINE, Slice.ALL, AT_MOST.toSeconds(), false);
            results.detail("growth of " + of + ":", other.text() + ": " + Report.line(outcome));
            return outcome.measured().both();
        }
    }

    /** The stored value of a subject's journey, less the ids of its events. */
    private double bytesPerSubject() throws ExecutionException, InterruptedException {
        Workload weighed =
                new Workload(
                        Generator.OMNIPULSE,
                        (long) SUBJECTS_WEIGHED * EVENTS_OF_A_SUBJECT,
                        SUBJECTS_WEIGHED,
                        workload.campaigns(),
                        0,
                        workload.latenessMs(),
                        workload.partitions(),
                        workload.seed(),
                        workload.spanMs());
        try (Session session = options.openFresh(weighed)) {
            Task task = session.task(Program.ENGINE.id(), Slice.ALL, options.threads(), Map.of());
            session.run(task, AT_MOST);
            Map<String, Integer> sizes = new HashMap<>();
            session.readJourneys(
                    task.name(),
                    record ->
                            sizes.put(
                                    new String(record.key(), StandardCharsets.ISO_8859_1),
                                    record.value() == null ? 0 : record.value().length));
            long bytes = sizes.values().stream().mapToLong(Integer::longValue).sum();
            long subjects = subjects(weighed);
            results.detail(
                    "bytes_per_subject",
                    String.format(
                            "%,d bytes of values for %,d subjects with %,d events, of which %d bytes an event are its id",
                            bytes, subjects, weighed.events(), ID_BYTES));
            return (double) (bytes - weighed.events() * ID_BYTES) / subjects;
        }
    }

    private static long subjects(Workload of) {
        Set<Integer> subjects = new HashSet<>();
        EventSource source = new EventSource(of);
        while (source.hasNext()) {
            subjects.add(source.next().subject());
        }
        return subjects.size();
    }

    private void latency() throws IOException, ExecutionException, InterruptedException {
        latencyAt(SMALL_LOAD);
        Latency.Found atGoal = latencyAt(LOAD);
        results.ratio("latency_p99_ms", atGoal.p99Ms());
        long rate = LOAD;
        if (atGoal.isSustained()) {
            while (rate < HIGHEST_LOAD && latencyAt(rate * 3 / 2).isSustained()) {
                rate = rate * 3 / 2;
            }
        } else {
            while (rate > SMALL_LOAD && !latencyAt(rate / 2).isSustained()) {
                rate = rate / 2;
            }
            rate = rate / 2;
        }
        results.detail("latency: highest load that was sustained", rate + " events/s");
    }

    private Latency.Found latencyAt(long rate)
            throws IOException, ExecutionException, InterruptedException {
        try (Session session = options.openFresh(workload)) {
            session.tell("loading a live engine with " + rate + " events/s");
            Latency.Found found =
                    Latency.measure(
                            session,
                            options.threads(),
                            rate,
                            options.out().resolve("latency-" + rate + ".hgrm"));
            session.tell(found.text());
            results.detail("latency at", found.text());
            return found;
        }
    }
}
