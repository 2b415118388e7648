/** Tests of the benchmarks. */
@NullMarked
package io.omnipulse.benchmarks.data;

import org.jspecify.annotations.NullMarked;
