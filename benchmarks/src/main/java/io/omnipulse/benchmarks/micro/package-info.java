/**
 * What single pure functions of the core cost, by JMH: to compare one of them before and after a
 * change. What the engine costs is measured by the programs. JMH makes subclasses of these classes,
 * so they are public, and not final.
 */
@NullMarked
package io.omnipulse.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
