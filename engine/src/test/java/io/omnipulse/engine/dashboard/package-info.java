/** Tests of the generated dashboards. */
@NullMarked
package io.omnipulse.engine.dashboard;

import org.jspecify.annotations.NullMarked;
