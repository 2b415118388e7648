/** Tests of formulas, values and intervals. */
@NullMarked
package io.omnipulse.engine.core.kpi;

import org.jspecify.annotations.NullMarked;
