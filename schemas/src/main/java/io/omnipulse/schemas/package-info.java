/**
 * The contract between producers and the engine: topics, record keys, generated records, and the
 * serde that reads and writes them in Confluent's wire format.
 */
@NullMarked
package io.omnipulse.schemas;

import org.jspecify.annotations.NullMarked;
