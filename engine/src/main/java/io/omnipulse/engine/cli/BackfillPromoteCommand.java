package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.NotPromotedException;
import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.backfill.Promoter;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotion.Phase;
import io.omnipulse.engine.runtime.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill promote}: lets a twin's rows take the place of the live ones. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = {
            "Lets the twin catch up, stops the live engines' writing, and puts the twin's rows in the place of theirs.",
            "Without --yes it says what it would do. What is replaced is kept until backfill clean, for --undo.",
            "Killed and started again, it goes on where it was."
        })
final class BackfillPromoteCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--undo",
            description = "Bring the replaced rows back, and let the old version write again.")
    private boolean undo;

    @Option(
            names = "--unverified",
            description = "Promote although backfill verify finds what nobody can explain.")
    private boolean unverified;

    @Option(
            names = "--wait",
            paramLabel = "D",
            converter = DurationOption.class,
            description = "How long to wait for other processes to stop. Default: 5m.")
    private Duration wait = Duration.ofMinutes(5);

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        PrintWriter out = command().commandLine().getOut();
        try {
            return undo ? undo(out) : promote(out);
        } catch (NotPromotedException cannot) {
            throw new FailedException(
                    ExitCodes.PROBLEM, String.valueOf(cannot.getMessage()), cannot);
        } finally {
            out.flush();
        }
    }

    private int promote(PrintWriter out) throws ExecutionException, InterruptedException {
        EngineConfig config = options.config();
        Optional<Promotion> begun = begun(config);
        if (begun.filter(promotion -> promotion.phase() == Phase.PROMOTED).isPresent()) {
            out.println(options.applicationId(config) + " is promoted already");
            next(config, out);
            return ExitCodes.DONE;
        }
        BackfillPlan plan = options.keptPlan(config);
        options.requireSame(config, plan);
        ProgressText progress = new ProgressText(command().commandLine().getErr());
        int was = begun.map(Promotion::was).orElse(config.version());
        try (Promoter promoter = promoter(config, plan, was, progress)) {
            if (begun.isEmpty()) {
                check(config, plan, progress, promoter, out);
                progress.show("counting the rows");
                Promoter.Moved moved = promoter.survey();
                progress.end();
                if (!yes) {
                    return wouldPromote(config, plan, moved, out);
                }
            } else if (!yes) {
                out.println(
                        "would go on with the promotion of "
                                + options.applicationId(config)
                                + ", which has begun; nothing was changed, add --yes");
                return ExitCodes.DONE;
            }
            Promoter.Moved moved = promoter.promote(() -> handOver(config, plan, progress));
            progress.end();
            out.println(options.applicationId(config) + " is promoted");
            out.println("written=" + moved.written() + " removed=" + moved.removed());
            next(config, out);
            return ExitCodes.DONE;
        }
    }

    /** What was begun of this promotion; another one must be done with. */
    private Optional<Promotion> begun(EngineConfig config) throws InterruptedException {
        int version = options.version(config);
        if (version < config.version()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "version "
                            + version
                            + " is lower than the live engine's, "
                            + config.version()
                            + ", and readers believe the highest; run the backfill under a higher --as-version.");
        }
        Optional<Promotion> last = new Promotions(config.kafka()).read();
        if (last.isEmpty()) {
            return last;
        }
        Promotion promotion = last.get();
        if (promotion.version() == version) {
            if (promotion.phase() == Phase.UNDOING || promotion.phase() == Phase.WITHDRAWN) {
                throw new FailedException(
                        ExitCodes.USAGE,
                        promotion.phase() == Phase.WITHDRAWN
                                ? promotion.refusalOfTwin(version).orElseThrow()
                                : promotion.refusal(version).orElseThrow());
            }
            return last;
        }
        if (promotion.kept() || promotion.phase() == Phase.STOPPING) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "the promotion of version "
                            + promotion.version()
                            + " is not done with: finish it, or undo it, and remove what it has kept with backfill clean"
                            + " --as-version "
                            + promotion.version()
                            + ".");
        }
        Optional<String> refusal = promotion.refusalOfTwin(version);
        if (refusal.isPresent()) {
            throw new FailedException(ExitCodes.USAGE, refusal.get());
        }
        return Optional.empty();
    }

    private void check(
            EngineConfig config,
            BackfillPlan plan,
            ProgressText progress,
            Promoter promoter,
            PrintWriter out)
            throws ExecutionException, InterruptedException {
        String twin = options.applicationId(config);
        if (promoter.twinWatermarkMs() < plan.sourcesEndMs()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    twin + " is not at its end yet; finish it with backfill run, then promote.");
        }
        if (!plan.partitionsOfSources().equals(EngineSetup.sources(config))) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    twin
                            + " has read other partitions than the sources have now: "
                            + plan.partitionsOfSources()
                            + ", not "
                            + EngineSetup.sources(config)
                            + ". Remove it with backfill clean, and run it anew.");
        }
        Verification verified = Verification.of(config, options, plan, progress);
        out.println("settled to " + Verification.settledTo(verified.range()));
        out.println(Verification.counts(verified.result()));
        if (!verified.isSound() && !unverified) {
            throw new FailedException(
                    ExitCodes.PROBLEM,
                    twin
                            + " is not promoted: "
                            + (verified.result().unexplained() > 0
                                    ? verified.result().unexplained()
                                            + " values differ and nothing explains it"
                                    : "nothing is settled yet on both sides")
                            + ". Look at backfill verify; to promote in spite of it, add --unverified.");
        }
    }

    private int wouldPromote(
            EngineConfig config, BackfillPlan plan, Promoter.Moved moved, PrintWriter out) {
        String twin = options.applicationId(config);
        long fromMs = Promoter.fromMs(plan);
        out.println(
                "would stop the writing of "
                        + EngineSetup.applicationId(config.version())
                        + "; its processes go on serving");
        out.println(
                "would put rows of version "
                        + plan.version()
                        + " in the place of those of version "
                        + config.version()
                        + ", from "
                        + (fromMs == Long.MIN_VALUE ? "the first" : Instant.ofEpochMilli(fromMs))
                        + " on");
        out.println("would keep what they replace in topics " + twin + "-replaced-…");
        out.println(
                "kept="
                        + moved.kept()
                        + " written="
                        + moved.written()
                        + " removed="
                        + moved.removed()
                        + " as the rows are now; nothing was changed, add --yes to promote");
        return ExitCodes.DONE;
    }

    private void next(EngineConfig config, PrintWriter out) {
        out.println(
                "next: set version: "
                        + options.version(config)
                        + options.kpisFile().map(file -> " and catalogue: " + file).orElse("")
                        + " in the engines' configuration and start them; values count as stale "
                        + config.serve().staleAfter().toSeconds()
                        + " s after the promotion. Then stop the old processes.");
        out.println(
                "back: backfill promote --undo brings the old rows back; backfill clean removes them for good.");
    }

    private static void handOver(EngineConfig config, BackfillPlan plan, ProgressText progress) {
        try {
            EngineSetup.handOverState(config, plan);
        } catch (IOException failed) {
            progress.line(
                    "the twin's state cannot become the engine's ("
                            + failed.getMessage()
                            + "); the engine restores it from its changelogs");
        }
    }

    private int undo(PrintWriter out) throws InterruptedException {
        EngineConfig config = options.configAfterPromotion();
        Promotion promotion =
                new Promotions(config.kafka())
                        .read()
                        .filter(p -> p.phase() != Phase.WITHDRAWN)
                        .filter(p -> options.asVersion().orElse(p.version()) == p.version())
                        .orElseThrow(
                                () ->
                                        new FailedException(
                                                ExitCodes.USAGE, "There is no promotion to undo."));
        if (promotion.phase() == Phase.PROMOTED && !promotion.kept()) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "The promotion of version "
                            + promotion.version()
                            + " cannot be undone: backfill clean has removed what it replaced.");
        }
        String twin = EngineSetup.applicationId(promotion.version());
        String old = EngineSetup.applicationId(promotion.was());
        if (!yes) {
            out.println("would stop the writing of " + twin + "; its processes go on serving");
            out.println(
                    (promotion.kept()
                                    ? "would bring back the rows of "
                                            + old
                                            + " that were replaced, and let it write again"
                                    : "would let " + old + " write again; no row was replaced yet")
                            + "; nothing was changed, add --yes");
            return ExitCodes.DONE;
        }
        BackfillPlan plan =
                new PlanStore(config.kafka(), twin)
                        .read()
                        .orElseThrow(
                                () ->
                                        new FailedException(
                                                ExitCodes.USAGE,
                                                "The plan of "
                                                        + twin
                                                        + " is gone, so its promotion cannot be undone."));
        ProgressText progress = new ProgressText(command().commandLine().getErr());
        try (Promoter promoter = promoter(config, plan, promotion.was(), progress)) {
            long restored = promoter.undo(promotion);
            progress.end();
            out.println("restored=" + restored);
            out.println(
                    "next: set version: "
                            + promotion.was()
                            + " in the engines' configuration, as it was, and start them anew: also those that stand by."
                            + " They go on where they stopped.");
        }
        return ExitCodes.DONE;
    }

    private Promoter promoter(
            EngineConfig config, BackfillPlan plan, int was, ProgressText progress) {
        EngineSettings twin = EngineSetup.twinRunningOn(config, options.catalog(config), plan);
        return new Promoter(twin, plan, was, wait, progress::show);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets the spec");
    }
}
