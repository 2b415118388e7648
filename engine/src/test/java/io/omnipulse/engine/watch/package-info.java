/**
 * What watches the engine from outside: Prometheus with the shipped rules, Alertmanager with the
 * shipped configuration, Grafana's types. Against the real programs.
 */
@NullMarked
package io.omnipulse.engine.watch;

import org.jspecify.annotations.NullMarked;
