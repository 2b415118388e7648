/** Watches a rate minute by minute, and says when it has dropped. */
@NullMarked
package io.omnipulse.engine.core.alert;

import org.jspecify.annotations.NullMarked;
