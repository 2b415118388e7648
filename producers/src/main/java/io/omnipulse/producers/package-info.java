/**
 * Simulated channel traffic, and the publisher of events kept in files. What happens ({@code
 * Traffic}) and how it arrives ({@code Arrival}) are pure and seeded; only the senders know a
 * broker and a clock.
 */
@NullMarked
package io.omnipulse.producers;

import org.jspecify.annotations.NullMarked;
