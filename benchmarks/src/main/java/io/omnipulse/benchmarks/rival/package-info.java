/** The same KPIs by other means, as their own documentation recommends. */
@NullMarked
package io.omnipulse.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
