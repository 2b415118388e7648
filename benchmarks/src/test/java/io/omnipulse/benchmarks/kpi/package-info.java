/** Tests of the benchmarks. */
@NullMarked
package io.omnipulse.benchmarks.kpi;

import org.jspecify.annotations.NullMarked;
