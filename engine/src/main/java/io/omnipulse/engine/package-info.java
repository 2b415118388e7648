/** The engine's composition root. */
@NullMarked
package io.omnipulse.engine;

import org.jspecify.annotations.NullMarked;
