package io.omnipulse.engine.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that teaches the shell the commands. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script for bash and zsh. Use it with:  source <(./omnipulse completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine own = Objects.requireNonNull(spec, "picocli sets the spec").commandLine();
        PrintWriter out = own.getOut();
        out.println(AutoComplete.bash("omnipulse", own.getParent()));
        out.flush();
        return ExitCodes.DONE;
    }
}
