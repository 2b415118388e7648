/** A planned replay into topics of its own, compared with what live has published. */
@NullMarked
package io.omnipulse.engine.backfill;

import org.jspecify.annotations.NullMarked;
