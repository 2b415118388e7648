package io.omnipulse.engine.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backfill}: replays the topics beside the live engine, and compares. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Replays the topics beside the live engine, under another version and into topics of its own.",
            "The usual way: plan, run, verify, promote; clean removes what is left."
        })
final class BackfillCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    private BackfillCommand() {}

    static CommandLine commandLine() {
        return new CommandLine(new BackfillCommand())
                .addSubcommand("plan", new BackfillPlanCommand())
                .addSubcommand("run", new BackfillRunCommand())
                .addSubcommand("verify", new BackfillVerifyCommand())
                .addSubcommand("promote", new BackfillPromoteCommand())
                .addSubcommand("clean", new BackfillCleanCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine(),
                "Which part? plan, run, verify, promote or clean.");
    }
}
