package io.omnipulse.producers;

import io.omnipulse.schemas.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A loss of conversion: for a while, only a share of the purchases and sales takes place.
 * Everything else goes on as before, so two runs of one seed, with and without it, differ in
 * nothing but what was not bought.
 *
 * @param campaign the campaign it strikes ({@link Campaign#NONE} for visits without one); null for
 *     all
 * @param from when it begins, from the start of the traffic
 * @param factor the share that remains, 0 to 1
 * @param lasting how long it lasts, more than zero
 */
public record Drop(@Nullable String campaign, Duration from, double factor, Duration lasting) {
    public Drop {
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException(
                    "A drop to "
                            + factor
                            + " is impossible: the share that remains is from 0 to 1.");
        }
        if (from.isNegative() || lasting.isNegative() || lasting.isZero()) {
            throw new IllegalArgumentException(
                    "A drop begins at or after the start and lasts longer than zero, not from "
                            + Durations.text(from)
                            + " for "
                            + Durations.text(lasting)
                            + ".");
        }
    }

    /** A drop of every campaign at once. */
    public static Drop ofAll(Duration from, double factor, Duration lasting) {
        return new Drop(null, from, factor, lasting);
    }

    /** A drop of one campaign. */
    public static Drop of(String campaign, Duration from, double factor, Duration lasting) {
        return new Drop(campaign, from, factor, lasting);
    }

    boolean strikes(Campaign candidate, long msSinceStart) {
        return (campaign == null || campaign.equals(candidate.name()))
                && msSinceStart >= from.toMillis()
                && msSinceStart - from.toMillis() < lasting.toMillis();
    }
}
