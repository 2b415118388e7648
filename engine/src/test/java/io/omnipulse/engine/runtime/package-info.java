/** The engine's life cycle: what needs no broker. */
@NullMarked
package io.omnipulse.engine.runtime;

import org.jspecify.annotations.NullMarked;
