package io.omnipulse.engine.watch;

import java.nio.file.Path;

/** The files that a user gets beside the program. */
final class Shipped {
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
    static final Path GRAFANA = ROOT.resolve("grafana");
    static final Path PROMETHEUS = GRAFANA.resolve("prometheus");
    static final Path RULES = PROMETHEUS.resolve("rules/omnipulse.yml");
    static final Path ALERTMANAGER = GRAFANA.resolve("alertmanager/alertmanager.yml");

    private Shipped() {}
}
