/** The benchmarks: the command line, and what a run is made of. */
@NullMarked
package io.omnipulse.benchmarks;

import org.jspecify.annotations.NullMarked;
