/** Tests of the doors, the formats and the shape of the stream. */
@NullMarked
package io.omnipulse.engine.stream;

import org.jspecify.annotations.NullMarked;
