/**
 * What users configure: the settings of the engine and the catalogue of KPIs, read, checked and
 * turned into records that cannot be wrong. An error says what is wrong, where it stands, why, and
 * what is allowed.
 */
@NullMarked
package io.omnipulse.engine.config;

import org.jspecify.annotations.NullMarked;
