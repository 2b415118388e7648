/**
 * What runs in a process of its own and is measured: the engine, plain consumers, the rivals; and
 * the broker.
 */
@NullMarked
package io.omnipulse.benchmarks.program;

import org.jspecify.annotations.NullMarked;
