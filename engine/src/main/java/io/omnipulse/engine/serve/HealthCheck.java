package io.omnipulse.engine.serve;

import java.util.Optional;

/**
 * One thing that must be well before this process counts as ready. Asked at each probe, so it
 * answers at once and from memory.
 */
@FunctionalInterface
public interface HealthCheck {
    /** Why it is not ready, as a sentence for people; empty if it is. */
    Optional<String> problem();
}
