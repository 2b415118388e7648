package io.omnipulse.engine.core.measure;

import org.jspecify.annotations.Nullable;

/**
 * One combination of campaign and channel; {@link #ALL} is the roll-up over all values. Immutable.
 * It is looked up dozens of times an event, so it remembers its hash code, which a record cannot.
 */
public final class Cut {
    /** Stands for every value of a dimension. */
    public static final String ALL = "*";

    /** The campaign of an event that no touch explains. */
    public static final String NO_CAMPAIGN = "none";

    /** The roll-up over everything. */
    public static final Cut TOTAL = new Cut(ALL, ALL);

    private final String campaign;
    private final String channel;
    private final int hash;

    /**
     * A cut.
     *
     * @param campaign a campaign's name, {@link #NO_CAMPAIGN}, or {@link #ALL}
     * @param channel a channel's name or {@link #ALL}
     */
    public Cut(String campaign, String channel) {
        this.campaign = campaign;
        this.channel = channel;
        this.hash = 31 * campaign.hashCode() + channel.hashCode();
    }

    /** A campaign's name, {@link #NO_CAMPAIGN}, or {@link #ALL}. */
    public String campaign() {
        return campaign;
    }

    /** A channel's name or {@link #ALL}. */
    public String channel() {
        return channel;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Cut cut
                        && hash == cut.hash
                        && campaign.equals(cut.campaign)
                        && channel.equals(cut.channel));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Cut[campaign=" + campaign + ", channel=" + channel + "]";
    }
}
