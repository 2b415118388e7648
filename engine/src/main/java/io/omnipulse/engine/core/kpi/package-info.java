/** Named formulas over measures, and the values they give. */
@NullMarked
package io.omnipulse.engine.core.kpi;

import org.jspecify.annotations.NullMarked;
