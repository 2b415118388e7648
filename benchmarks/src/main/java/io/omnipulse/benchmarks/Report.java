package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Figures as text. */
final class Report {
    private static final double MILLION = 1e6;

    private Report() {}

    /** A program's figures, and whether its answers are right. */
    static String line(Outcome outcome) {
        Measurement measured = outcome.measured();
        return String.format(
                "%-16s %,11.0f events/s   CPU s per million: %8.3f program + %6.3f broker = %8.3f   (%,d events in %.1f s after %,d%s%s)%s",
                outcome.program().id(),
                measured.eventsPerSecond(),
                measured.program(),
                measured.broker(),
                measured.both(),
                measured.events(),
                measured.seconds(),
                measured.warmUp(),
                outcome.slice().every() == 1 ? "" : "; one subject in " + outcome.slice().every(),
                measured.complete() ? "" : "; cut off",
                outcome.check().map(found -> System.lineSeparator() + check(outcome)).orElse(""));
    }

    /**
     * Records for each second, and for each second of one core: with the broker's CPU time, and
     * without, as elsewhere the broker runs on a machine that is not counted.
     */
    static String perCore(Workload workload, Outcome outcome) {
        Measurement measured = outcome.measured();
        return String.format(
                "workload %s %s%s: %,.0f records/s, %,.0f records/s/core, without the broker %,.0f records/s/core",
                workload.generator().id(),
                outcome.program().id(),
                outcome.windows().isEmpty() ? "" : " of " + Windows.text(outcome.windows()),
                measured.eventsPerSecond(),
                MILLION / measured.both(),
                MILLION / measured.program());
    }

    /** A table of programs, in Markdown. */
    static String table(List<Outcome> outcomes) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| program | events/s | CPU s per million: program | broker | both | measured | of the subjects |");
        lines.add("| --- | ---: | ---: | ---: | ---: | --- | --- |");
        for (Outcome outcome : outcomes) {
            Measurement measured = outcome.measured();
            lines.add(
                    String.format(
                            "| %s | %,.0f | %.3f | %.3f | %.3f | %,d events in %.0f s, after %,d%s | %s |",
                            outcome.program().title(),
                            measured.eventsPerSecond(),
                            measured.program(),
                            measured.broker(),
                            measured.both(),
                            measured.events(),
                            measured.seconds(),
                            measured.warmUp(),
                            measured.complete() ? "" : "; cut off",
                            outcome.slice().every() == 1
                                    ? "all"
                                    : "one in " + outcome.slice().every()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** How many answers are right. */
    static String check(Outcome outcome) {
        return outcome.check()
                .map(
                        found ->
                                "check "
                                        + outcome.program().id()
                                        + " equal="
                                        + found.equal()
                                        + " differ="
                                        + found.differ())
                .orElseGet(
                        () ->
                                "check "
                                        + outcome.program().id()
                                        + " skipped: it was cut off before the end");
    }

    /** The goals that the programs' figures answer, as far as both sides ran. */
    static void ratios(List<Outcome> outcomes, Map<String, Double> to) {
        measured(outcomes, Program.ENGINE)
                .ifPresent(
                        engine -> {
                            measured(outcomes, Program.CONSUMER_RECORDS)
                                    .ifPresent(
                                            limit ->
                                                    to.put(
                                                            "limit",
                                                            engine.eventsPerSecond()
                                                                    / limit.eventsPerSecond()));
                            Function<Measurement, Double> ratio =
                                    rival -> rival.both() / engine.both();
                            measured(outcomes, Program.STREAMS)
                                    .ifPresent(r -> to.put("idiomatic_cpu", ratio.apply(r)));
                            measured(outcomes, Program.FLINK_HEAP)
                                    .ifPresent(r -> to.put("flink_heap_cpu", ratio.apply(r)));
                            measured(outcomes, Program.FLINK_ROCKSDB)
                                    .ifPresent(r -> to.put("flink_rocksdb_cpu", ratio.apply(r)));
                        });
    }

    private static Optional<Measurement> measured(List<Outcome> outcomes, Program program) {
        return outcomes.stream()
                .filter(outcome -> outcome.program() == program)
                .map(Outcome::measured)
                .findFirst();
    }
}
