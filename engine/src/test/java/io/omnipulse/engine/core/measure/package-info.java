/** Laws of measures and partials. */
@NullMarked
package io.omnipulse.engine.core.measure;

import org.jspecify.annotations.NullMarked;
