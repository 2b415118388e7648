package io.omnipulse.producers;

import java.util.List;
import java.util.Objects;

/**
 * A campaign as the simulation runs it. People without a campaign are one too, under the name
 * {@link #NONE}, which is never written into an event.
 *
 * @param name what the events bear
 * @param weight its part of the visits, relative to the other campaigns of the plan
 * @param appeal how much likelier its visitors buy than the average, 1 being the average; 0 to 4
 * @param channels where it is shown; each equally likely, a channel may be listed twice
 */
public record Campaign(String name, double weight, double appeal, List<String> channels) {
    /** Stands for the visits that no campaign brought. */
    public static final String NONE = "none";

    public Campaign {
        Objects.requireNonNull(name, "name");
        channels = List.copyOf(channels);
        if (!(weight > 0) || !(appeal >= 0 && appeal <= 4) || channels.isEmpty()) {
            throw new IllegalArgumentException(
                    "Campaign "
                            + name
                            + " needs a weight above 0, an appeal from 0 to 4 and at least one channel.");
        }
    }

    boolean isNone() {
        return name.equals(NONE);
    }
}
