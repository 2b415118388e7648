/** The commands: what people type, and what they read. */
@NullMarked
package io.omnipulse.engine.cli;

import org.jspecify.annotations.NullMarked;
