package io.omnipulse.engine.core.kpi;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The value of one KPI in one cut at one window end.
 *
 * @param id the KPI's id, with the currency behind it where it is kept by currency
 * @param value absent while there is nothing to divide by
 * @param numerator as counted: money in minor units, times in milliseconds
 * @param denominator absent for counts and sums
 * @param lower lower bound of the 95 % interval, where the kind has one
 * @param upper upper bound of the 95 % interval, where the kind has one
 * @param n how many observations the value rests on; zero or more
 */
public record KpiValue(
        String id,
        OptionalDouble value,
        OptionalLong numerator,
        OptionalLong denominator,
        OptionalDouble lower,
        OptionalDouble upper,
        long n) {}
