/** The core KPIs that all programs compute, and what is right for a workload. */
@NullMarked
package io.omnipulse.benchmarks.kpi;

import org.jspecify.annotations.NullMarked;
