/** Compact binary formats of states and partials. */
@NullMarked
package io.omnipulse.engine.core.bytes;

import org.jspecify.annotations.NullMarked;
