/** Panes and the rolling windows made of them. */
@NullMarked
package io.omnipulse.engine.core.time;

import org.jspecify.annotations.NullMarked;
