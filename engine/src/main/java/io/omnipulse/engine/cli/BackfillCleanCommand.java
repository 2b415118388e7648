package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.backfill.Twins;
import io.omnipulse.engine.config.EngineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill clean}: removes what a twin left. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a twin has left: topics, group, local state. With --yes it is removed.",
            "The live engine's own version is refused."
        })
final class BackfillCleanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EngineConfig config = options.config();
        String twin = options.applicationId(config);
        Optional<Path> state =
                options.hasBegun(config)
                        ? new PlanStore(config.kafka(), twin)
                                .read()
                                .map(plan -> EngineSetup.stateDir(config, plan))
                        : Optional.empty();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        try (Twins twins = new Twins(config.kafka())) {
            List<String> topics = twins.topics(twin);
            String verb = yes ? "removed " : "would remove ";
            if (yes) {
                twins.remove(twin, topics);
                if (state.isPresent()) {
                    remove(state.get());
                }
            }
            topics.forEach(topic -> out.println(verb + "topic " + topic));
            out.println(verb + "group " + twin);
            state.ifPresent(directory -> out.println(verb + "state " + directory));
            out.println(
                    "topics="
                            + topics.size()
                            + (yes ? "" : "; nothing was changed, add --yes to remove them"));
            out.flush();
        }
        return ExitCodes.DONE;
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
