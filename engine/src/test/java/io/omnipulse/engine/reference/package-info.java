/**
 * The oracle: every KPI as a naive batch computation over a list of events, written from the
 * catalogue of KPIs alone. It shares nothing with the engine but the event records.
 */
@NullMarked
package io.omnipulse.engine.reference;

import org.jspecify.annotations.NullMarked;
