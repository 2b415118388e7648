package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.backfill.Twins;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotion.Phase;
import io.omnipulse.engine.runtime.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code backfill clean}: removes what a twin, or a promotion, left. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a twin has left: topics, group, local state. With --yes it is removed.",
            "After a promotion it is what the old version has left, and the rows that were replaced: then there is no undo.",
            "The live engine's own version is refused."
        })
final class BackfillCleanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    /**
     * What is removed.
     *
     * @param group the consumer group
     * @param topics all of them
     * @param directories of this machine
     * @param promotion what holds of promotions then
     */
    private record Leftovers(
            String group,
            List<String> topics,
            List<Path> directories,
            Optional<Promotion> promotion) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        EngineConfig config = options.configAfterPromotion();
        Promotions promotions = new Promotions(config.kafka());
        Optional<Promotion> promotion = promotions.read();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        try (Twins twins = new Twins(config.kafka())) {
            Leftovers left =
                    promotion.isPresent() && isMeant(promotion.get(), config, twins)
                            ? ofPromotion(promotion.get(), config, twins)
                            : ofTwin(promotion, twins);
            if (yes) {
                twins.removeGroup(left.group());
                if (!left.promotion().equals(promotion)) {
                    promotions.write(left.promotion()); // before what an undo would need is gone
                }
                twins.removeTopics(left.topics());
                for (Path directory : left.directories()) {
                    remove(directory);
                }
            }
            print(left, out);
        }
        return ExitCodes.DONE;
    }

    private void print(Leftovers left, PrintWriter out) {
        String verb = yes ? "removed " : "would remove ";
        left.topics().forEach(topic -> out.println(verb + "topic " + topic));
        out.println(verb + "group " + left.group());
        left.directories().forEach(directory -> out.println(verb + "state " + directory));
        out.println(
                "topics="
                        + left.topics().size()
                        + (yes ? "" : "; nothing was changed, add --yes to remove them"));
        out.flush();
    }

    /** Whether what a promotion has left is to be removed, and not a twin. */
    private boolean isMeant(Promotion promotion, EngineConfig config, Twins twins)
            throws InterruptedException {
        boolean own = config.version() == promotion.version();
        boolean named =
                options.asVersion().isPresent()
                        ? options.asVersion().getAsInt() == promotion.version()
                        : own || options.version(config) == promotion.version();
        boolean done =
                !promotion.kept()
                        && promotion.phase() == Phase.PROMOTED
                        && ofPromotion(promotion, config, twins).topics().isEmpty();
        if (!named || done || promotion.phase() == Phase.WITHDRAWN) {
            return false;
        }
        if (promotion.phase() != Phase.PROMOTED) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "version "
                            + promotion.version()
                            + " is being promoted, or that is being undone; finish it before you clean.");
        }
        if (own && options.asVersion().isEmpty() && options.hasBegun(config)) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    "There is the backfill "
                            + options.applicationId(config)
                            + ", and what the promotion of version "
                            + promotion.version()
                            + " has replaced. Say which is meant: --as-version "
                            + options.version(config)
                            + " or --as-version "
                            + promotion.version()
                            + ".");
        }
        return true;
    }

    private static Leftovers ofPromotion(Promotion promotion, EngineConfig config, Twins twins)
            throws InterruptedException {
        String promoted = EngineSetup.applicationId(promotion.version());
        String old = EngineSetup.applicationId(promotion.was());
        List<Path> directories = new ArrayList<>();
        directories.add(config.stateDir().resolve(old));
        new PlanStore(config.kafka(), promoted)
                .read()
                .ifPresent(plan -> directories.add(EngineSetup.stateDir(config, plan)));
        return new Leftovers(
                old,
                twins.leftBehind(promoted, old),
                directories,
                Optional.of(promotion.keeping(false)));
    }

    private Leftovers ofTwin(Optional<Promotion> promotion, Twins twins)
            throws InterruptedException {
        EngineConfig config = options.config();
        String twin = options.applicationId(config);
        List<Path> directories = new ArrayList<>();
        if (options.hasBegun(config)) {
            new PlanStore(config.kafka(), twin)
                    .read()
                    .ifPresent(plan -> directories.add(EngineSetup.stateDir(config, plan)));
        }
        boolean withdrawn =
                promotion.filter(p -> p.version() == options.version(config)).isPresent();
        if (withdrawn) {
            directories.add(config.stateDir().resolve(twin));
        }
        return new Leftovers(twin, twins.topics(twin), directories, promotion);
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
