package io.omnipulse.producers;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Who takes part in the traffic and what befalls it.
 *
 * @param kinds the producers that play, at least one; the rate is shared out among them
 * @param campaigns the campaigns that run, at least one
 * @param drops losses of conversion; where several strike at once their factors multiply
 * @param dailyRhythm whether the rate follows the hour of the day and the day of the week (UTC),
 *     its mean over a week being the rate asked for; otherwise it is steady
 */
public record TrafficPlan(
        Set<Kind> kinds, List<Campaign> campaigns, List<Drop> drops, boolean dailyRhythm) {
    public TrafficPlan {
        Objects.requireNonNull(kinds, "kinds");
        if (kinds.isEmpty() || campaigns.isEmpty()) {
            throw new IllegalArgumentException(
                    "A traffic plan needs at least one kind and one campaign.");
        }
        kinds = Set.copyOf(kinds);
        campaigns = List.copyOf(campaigns);
        drops = List.copyOf(drops);
    }

    /** All kinds, the usual campaigns, the daily rhythm and no drop. */
    public static TrafficPlan standard() {
        return new TrafficPlan(EnumSet.allOf(Kind.class), usualCampaigns(), List.of(), true);
    }

    /** The same plan, played by these producers only. */
    public TrafficPlan withKinds(Set<Kind> others) {
        return new TrafficPlan(others, campaigns, drops, dailyRhythm);
    }

    /** The same plan with one more drop. */
    public TrafficPlan withDrop(Drop drop) {
        List<Drop> more = new ArrayList<>(drops);
        more.add(drop);
        return new TrafficPlan(kinds, campaigns, more, dailyRhythm);
    }

    /** The same plan at the same rate day and night. */
    public TrafficPlan withSteadyRate() {
        return new TrafficPlan(kinds, campaigns, drops, false);
    }

    double remaining(Campaign campaign, long msSinceStart) {
        double factor = 1;
        for (Drop drop : drops) {
            if (drop.strikes(campaign, msSinceStart)) {
                factor *= drop.factor();
            }
        }
        return factor;
    }

    private static List<Campaign> usualCampaigns() {
        return List.of(
                new Campaign("spring", 26, 1.0, List.of("web", "social", "mail")),
                new Campaign("loyalty", 12, 1.9, List.of("app", "mail")),
                new Campaign("newsletter", 14, 1.2, List.of("mail")),
                new Campaign("influencer", 13, 0.5, List.of("social", "social", "web")),
                new Campaign(Campaign.NONE, 35, 0.9, List.of("web", "web", "app")));
    }
}
