/** Tests of the producers. */
@NullMarked
package io.omnipulse.producers;

import org.jspecify.annotations.NullMarked;
