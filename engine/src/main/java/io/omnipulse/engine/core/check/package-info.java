/** The rules that an event must keep to be counted. */
@NullMarked
package io.omnipulse.engine.core.check;

import org.jspecify.annotations.NullMarked;
