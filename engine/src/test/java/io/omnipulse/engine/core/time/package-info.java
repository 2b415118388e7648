/** Tests of panes and windows. */
@NullMarked
package io.omnipulse.engine.core.time;

import org.jspecify.annotations.NullMarked;
