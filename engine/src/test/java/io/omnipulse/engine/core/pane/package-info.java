/** Tests of rolling windows and the rows they publish. */
@NullMarked
package io.omnipulse.engine.core.pane;

import org.jspecify.annotations.NullMarked;
