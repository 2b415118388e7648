package io.omnipulse.engine.serve;

/**
 * What a process that serves knows of the published topics.
 *
 * @param table the present rows and watches
 * @param alerts the newest alerts
 * @param alertsReader why the alerts cannot be read, if they cannot. It is no reason to send
 *     readers of values elsewhere: an older installation has no alerts to read
 * @param history reads earlier rows when somebody asks for them
 */
public record ReadSide(
        KpiTable table, AlertTable alerts, HealthCheck alertsReader, HistoryScan history) {}
