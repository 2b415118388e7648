package io.omnipulse.engine.serve;

import java.util.OptionalDouble;

/**
 * How the table as a whole is doing, at one moment.
 *
 * @param freshnessSeconds time since an event was last counted, by broker time: since the newest
 *     change of a {@code counted} entry of the ledger, or, where there is no ledger, since the
 *     newest row was written. Absent while neither exists
 * @param watermarkLagSeconds time since the least watermark of all heartbeats: up to there, every
 *     event has been counted. Absent before the first heartbeat
 * @param ageSeconds time since the oldest of the partitions' newest heartbeats, that is since every
 *     value was known to hold; before the first heartbeat, since the newest row was written. Absent
 *     while the table is empty
 * @param completeness the least completeness of all heartbeats, or, before the first, that of the
 *     newest row. Absent while the table is empty
 */
record TableState(
        OptionalDouble freshnessSeconds,
        OptionalDouble watermarkLagSeconds,
        OptionalDouble ageSeconds,
        OptionalDouble completeness) {}
