/** Seeded events, how they reach the topics, and what is right for them. */
@NullMarked
package io.omnipulse.benchmarks.data;

import org.jspecify.annotations.NullMarked;
