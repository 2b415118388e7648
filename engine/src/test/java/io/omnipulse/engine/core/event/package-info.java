/** Events for tests, and the order in which a journey reads them. */
@NullMarked
package io.omnipulse.engine.core.event;

import org.jspecify.annotations.NullMarked;
