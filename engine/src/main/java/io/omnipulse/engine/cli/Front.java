package io.omnipulse.engine.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.runtime.EngineMeters;
import io.omnipulse.engine.serve.HealthCheck;
import io.omnipulse.engine.serve.KpiHttp;
import io.omnipulse.engine.serve.KpiMetrics;
import io.omnipulse.engine.serve.ReadSide;
import io.omnipulse.engine.serve.ServeSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process shows over HTTP: the present table where it serves, its own meters and health in
 * any role.
 */
final class Front implements AutoCloseable {
    private final KpiHttp http;
    private final List<HealthCheck> checks;
    private final List<AutoCloseable> parts;

    private Front(KpiHttp http, List<HealthCheck> checks, List<AutoCloseable> parts) {
        this.http = http;
        this.checks = checks;
        this.parts = parts;
    }

    /** Opens the port; returns when it answers. */
    static Front open(EngineConfig config, Role role, Optional<Engine> engine) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<AutoCloseable> parts = new ArrayList<>();
        List<HealthCheck> checks = new ArrayList<>();
        if (engine.isPresent()) {
            parts.add(EngineMeters.bind(engine.get(), registry));
            checks.add(() -> problem(engine.get(), role));
        } else {
            EngineMeters.bindProcess(registry);
        }
        try {
            if (!role.serves()) {
                ServeSettings settings = PresentTable.settings(config);
                return new Front(
                        KpiHttp.processing(settings, registry, checks).start(), checks, parts);
            }
            KpiCatalog catalog = EngineSetup.catalog(config);
            PresentTable present = PresentTable.follow(config);
            parts.add(present);
            checks.add(present.reader());
            PresentAlerts alerts = PresentAlerts.follow(config);
            parts.add(alerts);
            ReadSide read =
                    new ReadSide(
                            present.table(),
                            alerts.table(),
                            alerts.reader(),
                            PresentTable.history(config));
            new KpiMetrics(read, catalog, present.settings()).bindTo(registry);
            KpiHttp http =
                    KpiHttp.serving(present.settings(), read, catalog, registry, checks).start();
            checks.add(present.table());
            return new Front(http, checks, parts);
        } catch (IllegalStateException portTaken) {
            closeAll(parts);
            throw new FailedException(
                    ExitCodes.USAGE, String.valueOf(portTaken.getMessage()), portTaken);
        }
    }

    private static Optional<String> problem(Engine engine, Role role) {
        if (engine.stoodDown().isPresent()) {
            return role.serves() ? Optional.empty() : engine.stoodDown();
        }
        if (engine.failure().isPresent()) {
            return Optional.of("the engine has stopped: " + engine.failure().get().getMessage());
        }
        return engine.isRunning()
                ? Optional.empty()
                : Optional.of("the engine is " + engine.state());
    }

    /** Why this process is not ready; empty if it is. */
    Optional<String> problem() {
        return checks.stream().flatMap(check -> check.problem().stream()).findFirst();
    }

    URI url() {
        return http.uri();
    }

    @Override
    public void close() {
        http.close();
        closeAll(parts);
    }

    private static void closeAll(List<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failed) {
                throw new IllegalStateException("could not close " + part, failed);
            }
        }
    }
}
