/** Tests of the binary formats' alphabet. */
@NullMarked
package io.omnipulse.engine.core.bytes;

import org.jspecify.annotations.NullMarked;
