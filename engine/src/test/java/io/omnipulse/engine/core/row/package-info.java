/** Tests of rows as people and files see them. */
@NullMarked
package io.omnipulse.engine.core.row;

import org.jspecify.annotations.NullMarked;
