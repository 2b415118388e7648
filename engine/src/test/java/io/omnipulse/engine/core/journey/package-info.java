/** Tests of what one subject's events contribute. */
@NullMarked
package io.omnipulse.engine.core.journey;

import org.jspecify.annotations.NullMarked;
