package io.omnipulse.producers;

import java.util.random.RandomGenerator;

/**
 * What all scenes of one run share.
 *
 * @param startMs start of the traffic
 */
record Setting(long startMs, Ids ids, People people, TrafficPlan plan) {
    Person anyone(long atMs, RandomGenerator random) {
        return people.anyAt(atMs - startMs, random);
    }

    Campaign anyCampaign(RandomGenerator random) {
        double total = 0;
        for (Campaign campaign : plan.campaigns()) {
            total += campaign.weight();
        }
        double rest = random.nextDouble() * total;
        for (Campaign campaign : plan.campaigns()) {
            rest -= campaign.weight();
            if (rest < 0) {
                return campaign;
            }
        }
        return plan.campaigns().get(plan.campaigns().size() - 1);
    }

    /**
     * Whether a purchase takes place in spite of the drops. Always draws once, so that a drop moves
     * no other draw.
     */
    boolean takesPlace(Campaign campaign, long atMs, RandomGenerator random) {
        return Draw.chance(random, plan.remaining(campaign, atMs - startMs));
    }
}
