package io.omnipulse.engine.serve;

import java.util.Optional;

/**
 * What a process that serves knows of the published topics.
 *
 * @param table the present rows and watches
 * @param alerts the newest alerts
 * @param alertsReader why the alerts cannot be read, if they cannot. It is no reason to send
 *     readers of values elsewhere: an older installation has no alerts to read
 */
public record ReadSide(KpiTable table, AlertTable alerts, HealthCheck alertsReader) {
    /** Of a process that has no trouble with its alerts, such as one that reads nothing. */
    public static ReadSide of(KpiTable table, AlertTable alerts) {
        return new ReadSide(table, alerts, Optional::empty);
    }
}
