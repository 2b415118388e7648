package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;

/**
 * What one cut contributed to a change of the rate; the effects of all cuts add up to the change.
 *
 * @param cut a campaign on a channel
 * @param rateEffect the change because the cut performs differently
 * @param mixEffect the change because its share of the sessions is different
 */
public record Cause(Cut cut, double rateEffect, double mixEffect) {
    double effect() {
        return rateEffect + mixEffect;
    }
}
