/** The commands as people type them. */
@NullMarked
package io.omnipulse.engine.cli;

import org.jspecify.annotations.NullMarked;
