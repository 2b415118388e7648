/** The engine on a real broker, against the reference. */
@NullMarked
package io.omnipulse.engine.live;

import org.jspecify.annotations.NullMarked;
