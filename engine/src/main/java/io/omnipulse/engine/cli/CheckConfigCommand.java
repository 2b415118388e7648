package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.ConfigReader;
import io.omnipulse.engine.config.LoadedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-config FILE}: what is wrong before starting. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a configuration file as the engine would, with the environment, and the KPIs it names. Prints every",
            "problem with its key, its source and what is allowed, or else all settings with where each comes from."
        })
final class CheckConfigCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        LoadedConfig loaded = ConfigReader.read(Optional.of(file), System.getenv(), Map.of());
        loaded.config().catalogue().ifPresent(CatalogReader::shippedAnd);
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        loaded.warnings().forEach(warning -> out.println("warning: " + warning));
        out.println(loaded.describe());
        out.println(file + " is valid");
        out.flush();
        return ExitCodes.DONE;
    }
}
