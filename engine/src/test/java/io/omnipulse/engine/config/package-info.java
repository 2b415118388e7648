/** Tests of what users configure. */
@NullMarked
package io.omnipulse.engine.config;

import org.jspecify.annotations.NullMarked;
