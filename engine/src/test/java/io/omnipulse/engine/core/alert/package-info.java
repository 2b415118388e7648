/** The watch of a rate, and a shop to try it on. */
@NullMarked
package io.omnipulse.engine.core.alert;

import org.jspecify.annotations.NullMarked;
