package io.omnipulse.engine.core.measure;

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
}
