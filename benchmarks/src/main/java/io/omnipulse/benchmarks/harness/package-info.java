/** Processes, their CPU time, and what was measured. */
@NullMarked
package io.omnipulse.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
