/** Tests of how far the sources have been read. */
@NullMarked
package io.omnipulse.engine.core.progress;

import org.jspecify.annotations.NullMarked;
