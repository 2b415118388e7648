package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.Stretch;
import io.omnipulse.engine.config.EngineConfig;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill plan}: what a backfill would read. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a backfill would read, and what retention has deleted already. Changes nothing.",
            "Exit code 1 where the first rows would not be whole."
        })
final class BackfillPlanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Records a second that a run was seen to reach here, to say how long it takes.")
    private long rate;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            converter = PerSecondOption.class,
            description =
                    "Records a second that the run will be bound to, to say how long it takes at least.")
    private @Nullable Integer maxRate;

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        EngineConfig config = options.config();
        BackfillPlan plan = options.plan(config, EngineSetup.sources(config));
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        SortedMap<String, String> changed =
                new TreeMap<>(
                        Definitions.changes(EngineSetup.catalog(config), options.catalog(config)));
        print(plan, options.applicationId(config), changed, out);
        out.flush();
        return plan.wholeFromMs().isPresent() ? ExitCodes.PROBLEM : ExitCodes.DONE;
    }

    private void print(
            BackfillPlan plan,
            String applicationId,
            SortedMap<String, String> changed,
            PrintWriter out) {
        out.println("backfill as " + applicationId);
        out.println(
                "  rows      "
                        + (plan.fromMs() == Long.MIN_VALUE ? "the first" : time(plan.fromMs()))
                        + " to "
                        + time(plan.toMs())
                        + ", settled to "
                        + time(plan.settledToMs()));
        out.println(
                "  warm-up   "
                        + plan.warmUp().toDays()
                        + " days before the first row: horizon, longest window, and what the rules look back for");
        out.println();
        out.printf(
                Locale.ROOT,
                "  %-18s %9s %14s %14s %12s%n",
                "topic",
                "partition",
                "from offset",
                "to offset",
                "records");
        for (Stretch stretch : plan.stretches()) {
            out.printf(
                    Locale.ROOT,
                    "  %-18s %9d %14d %14d %12d%n",
                    stretch.topic(),
                    stretch.partition(),
                    stretch.start(),
                    stretch.end(),
                    stretch.records());
        }
        out.println();
        out.println("  records   " + plan.records());
        out.println("  bytes     " + bytes(plan.bytes()));
        printDuration(plan, out);
        changed.forEach(
                (kpi, change) ->
                        out.println(
                                "  kpi       "
                                        + kpi
                                        + ": "
                                        + change
                                        + "; holds from now on without a replay, the past by this one"));
        out.println(
                "  known     first orders and copies go by what is read: of customers with older orders the first one read"
                        + " is taken for the first ever");
        plan.wholeFromMs()
                .ifPresent(
                        wholeMs ->
                                out.println(
                                        "  missing   retention has deleted records that the first rows need; rows are whole from "
                                                + time(wholeMs)
                                                + " on"));
    }

    /** At the rate that was seen, or at the bound where that is lower or all that is known. */
    private void printDuration(BackfillPlan plan, PrintWriter out) {
        long bound = maxRate == null ? Long.MAX_VALUE : maxRate;
        long reached = rate > 0 ? Math.min(rate, bound) : bound;
        if (reached < Long.MAX_VALUE) {
            out.println(
                    "  takes     "
                            + (rate > 0 ? "about " : "at least ")
                            + Math.max(1, plan.records() / reached)
                            + " s at "
                            + reached
                            + " records a second");
        }
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent()
                ? bytes.getAsLong() + " on the brokers' disks, by the average of each partition"
                : "not told by the brokers";
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
