package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.config.LoadedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-config FILE}: what is wrong before starting. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a configuration file as the engine would, with the environment, and the KPIs it names. Prints every",
            "problem with its key, its source and what is allowed, or else all settings with where each comes from.",
            "With --against it says what a change asks for: nothing, a backfill for the past, or a new version, since the state",
            "does not fit any more (exit code 1)."
        })
final class CheckConfigCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description =
                    "What the engine runs with: its configuration file, or the names that --names of its release has printed.")
    private @Nullable Path old;

    @Option(
            names = "--names",
            description =
                    "Print only the names that state and rows hang on, to be kept for --against of a later release.")
    private boolean namesOnly;

    @Override
    public Integer call() {
        LoadedConfig loaded = read(file);
        StatefulNames names = names(loaded.config());
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        if (namesOnly) {
            out.print(names.text());
            out.flush();
            return ExitCodes.DONE;
        }
        loaded.warnings().forEach(warning -> out.println("warning: " + warning));
        out.println(loaded.describe());
        out.println(file + " is valid");
        boolean fits = old == null || compare(old, names, out);
        out.flush();
        return fits ? ExitCodes.DONE : ExitCodes.PROBLEM;
    }

    private static LoadedConfig read(Path file) {
        return ConfigReader.read(Optional.of(file), System.getenv(), Map.of());
    }

    private static StatefulNames names(EngineConfig config) {
        return StatefulNames.of(config, EngineSetup.catalog(config));
    }

    /** Says what each change asks for. */
    private static boolean compare(Path old, StatefulNames after, PrintWriter out) {
        StatefulNames before = StatefulNames.read(old).orElseGet(() -> names(read(old).config()));
        List<NameChange> changes = NameChange.between(before, after);
        changes.forEach(change -> out.println(change.shown()));
        boolean sameVersion =
                changes.stream()
                        .noneMatch(change -> change.name().equals(StatefulNames.APPLICATION));
        if (sameVersion && changes.stream().anyMatch(c -> c.need() == NameChange.Need.VERSION)) {
            out.println("against " + old + ": raise version; the state does not fit");
            return false;
        }
        boolean past = changes.stream().anyMatch(c -> c.need() == NameChange.Need.BACKFILL);
        String needed = past ? "a restart; a backfill for the past" : "a restart";
        out.println(
                "against "
                        + old
                        + ": "
                        + (!sameVersion
                                ? "a new version, which computes all anew"
                                : changes.isEmpty() ? "nothing that state hangs on" : needed));
        return true;
    }
}
