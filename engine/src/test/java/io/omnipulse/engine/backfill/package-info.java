@NullMarked
package io.omnipulse.engine.backfill;

import org.jspecify.annotations.NullMarked;
