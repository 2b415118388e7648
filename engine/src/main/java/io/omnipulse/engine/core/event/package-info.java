/**
 * What an event is once decoded and checked: the fields that the rules of the KPIs read, and
 * nothing else.
 */
@NullMarked
package io.omnipulse.engine.core.event;

import org.jspecify.annotations.NullMarked;
