/** Tests of the rules of the event contract. */
@NullMarked
package io.omnipulse.engine.core.check;

import org.jspecify.annotations.NullMarked;
