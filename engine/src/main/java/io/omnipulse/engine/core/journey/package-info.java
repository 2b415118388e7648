/** What one subject did, as a set of facts, and what each fact contributes to the measures. */
@NullMarked
package io.omnipulse.engine.core.journey;

import org.jspecify.annotations.NullMarked;
