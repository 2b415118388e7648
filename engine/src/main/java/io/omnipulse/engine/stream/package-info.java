/** The topology: it translates between Kafka and the core, and decides nothing. */
@NullMarked
package io.omnipulse.engine.stream;

import org.jspecify.annotations.NullMarked;
