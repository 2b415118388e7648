/** The core without Kafka: journeys, partials and panes, wired as the topology wires them. */
@NullMarked
package io.omnipulse.engine.house;

import org.jspecify.annotations.NullMarked;
