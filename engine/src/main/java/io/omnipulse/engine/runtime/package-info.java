/** Life cycle of the engine: Kafka's settings, the topics it needs, its start and its end. */
@NullMarked
package io.omnipulse.engine.runtime;

import org.jspecify.annotations.NullMarked;
