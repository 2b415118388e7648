/**
 * Tests of the read side, from records of {@code kpi-values} to what a scraper, a program or a
 * browser gets.
 */
@NullMarked
package io.omnipulse.engine.serve;

import org.jspecify.annotations.NullMarked;
