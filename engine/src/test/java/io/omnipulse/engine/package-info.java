/** Rules that hold for all packages. */
@NullMarked
package io.omnipulse.engine;

import org.jspecify.annotations.NullMarked;
