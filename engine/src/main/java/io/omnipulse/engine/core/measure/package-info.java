/** Integers that add: what is measured, and how amounts of it are kept and carried. */
@NullMarked
package io.omnipulse.engine.core.measure;

import org.jspecify.annotations.NullMarked;
