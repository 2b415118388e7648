/**
 * Grafana dashboards as code: generated from the catalogue of KPIs, so that a panel says what the
 * catalogue says. Pure: a catalogue in, JSON text out; nothing is opened or written.
 */
@NullMarked
package io.omnipulse.engine.dashboard;

import org.jspecify.annotations.NullMarked;
