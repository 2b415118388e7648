package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.config.LoadedConfig;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.PromotionWatch;
import io.omnipulse.engine.runtime.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engine}: the engine against a real cluster. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the engine against a cluster until Ctrl-C. Role process computes, role serve shows the published rows over",
            "HTTP, all does both. Start several to share the work."
        })
final class EngineCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCommand.class);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--role",
            paramLabel = "all|process|serve",
            description = "What this process does. Default: all.")
    private Role role = Role.all;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port. Default: serve.port of the file, else 8080.")
    private @Nullable Integer port;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        if (port != null) {
            options.put("serve.port", port.toString());
        }
        LoadedConfig loaded = cluster.load(options);
        loaded.warnings().forEach(warning -> LOG.atWarn().log(warning));
        try (Shutdown shutdown = Shutdown.onSignal()) {
            Optional<Engine> engine =
                    role.computes() ? Optional.of(start(loaded.config())) : Optional.empty();
            Optional<PromotionWatch> watch = engine.map(writer -> follow(loaded.config(), writer));
            try (Front front = Front.open(loaded.config(), role, engine)) {
                PrintWriter err =
                        Objects.requireNonNull(spec, "picocli sets the spec")
                                .commandLine()
                                .getErr();
                err.println(
                        "omnipulse engine (" + role + ") at " + front.url() + "  Ctrl-C stops it");
                err.flush();
                return shutdown.await(engine);
            } finally {
                watch.ifPresent(PromotionWatch::close);
                engine.ifPresent(Engine::close);
            }
        }
    }

    private static Engine start(EngineConfig config)
            throws ExecutionException, InterruptedException {
        EngineSettings settings = EngineSetup.of(config);
        new Promotions(config.kafka()).createTopic();
        // A promotion may have begun in the meantime, and waits only so long for who starts.
        EngineSetup.requireMayWrite(config);
        return Engine.start(settings);
    }

    /** An engine of a version that another one replaces stops writing, and goes on showing. */
    private static PromotionWatch follow(EngineConfig config, Engine engine) {
        return PromotionWatch.start(config.kafka(), config.version(), engine::standDown);
    }
}
