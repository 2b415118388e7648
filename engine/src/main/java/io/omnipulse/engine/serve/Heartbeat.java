package io.omnipulse.engine.serve;

import java.util.OptionalLong;

/**
 * What a partition of the engine's panes says every ten seconds: its rows still hold.
 *
 * @param partition the partition that speaks
 * @param home the partition of {@code kpi-values} where it and its rows are
 * @param watermarkMs up to where its events are complete; the least long while that is unknown, the
 *     greatest when all has ended
 * @param completeness share of the sources that have come that far, 0 to 1
 * @param restatements rows that it has corrected after they were final; absent if it does not say
 * @param version version of the application that wrote it
 * @param appendedMs when the broker took it
 */
record Heartbeat(
        int partition,
        int home,
        long watermarkMs,
        double completeness,
        OptionalLong restatements,
        int version,
        long appendedMs) {}
