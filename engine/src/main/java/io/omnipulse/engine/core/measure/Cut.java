package io.omnipulse.engine.core.measure;

import org.jspecify.annotations.Nullable;

/**
 * One combination of campaign and channel; {@link #ALL} is the roll-up over all values.
 *
 * @param campaign a campaign's name, {@link #NO_CAMPAIGN}, or {@link #ALL}
 * @param channel a channel's name or {@link #ALL}
 */
public record Cut(String campaign, String channel) {
    /** Stands for every value of a dimension. */
    public static final String ALL = "*";

    /** The campaign of an event that no touch explains. */
    public static final String NO_CAMPAIGN = "none";

    /** The roll-up over everything. */
    public static final Cut TOTAL = new Cut(ALL, ALL);

    /** Cuts are looked up dozens of times an event; what a record has by itself is slower. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Cut cut
                        && campaign.equals(cut.campaign)
                        && channel.equals(cut.channel));
    }

    @Override
    public int hashCode() {
        return 31 * campaign.hashCode() + channel.hashCode();
    }
}
