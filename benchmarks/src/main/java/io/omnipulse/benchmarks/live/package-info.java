/** The engine as its launcher starts it, under load and from outside. */
@NullMarked
package io.omnipulse.benchmarks.live;

import org.jspecify.annotations.NullMarked;
