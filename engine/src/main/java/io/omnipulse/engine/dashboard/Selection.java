package io.omnipulse.engine.dashboard;

/**
 * PromQL over the cuts that are chosen at the head of a dashboard.
 *
 * <p>Two rules hold in every query. Several processes may serve the same table, so a value is taken
 * once, by {@code max by} the labels of a cut, whatever other labels a target has. And published
 * roll-ups are taken as they are: the cut {@code *} is never summed with others, nor are distinct
 * counts or ratios summed at all.
 *
 * @param window the name of the variable that holds the rolling window
 */
record Selection(String window) {
    /** The variable of most dashboards. */
    static final Selection SHARED = new Selection("window");

    /** Where one looks for a weekly rhythm: the same hour of the same day of the week. */
    private static final String WEEK_BEFORE = " offset 1w";

    /** The chosen campaigns on the chosen channel. */
    String chosen(String metric) {
        return max("campaign", metric, "campaign=~\"$campaign\", channel=\"$channel\"", "");
    }

    /** The same, a week before. */
    String chosenAWeekBefore(String metric) {
        return max(
                "campaign", metric, "campaign=~\"$campaign\", channel=\"$channel\"", WEEK_BEFORE);
    }

    /** The chosen campaigns, channel by channel, without the roll-up. */
    String byChannel(String metric) {
        return max("campaign, channel", metric, "campaign=~\"$campaign\", channel!=\"*\"", "");
    }

    /** Every campaign on the chosen channel, without the roll-up. */
    String everyCampaign(String metric) {
        return max("campaign", metric, "campaign!=\"*\", channel=\"$channel\"", "");
    }

    String everyCampaignAWeekBefore(String metric) {
        return max("campaign", metric, "campaign!=\"*\", channel=\"$channel\"", WEEK_BEFORE);
    }

    /** The ten campaigns of which the other metric is largest at the end of the time range. */
    String largestCampaigns(String metric, String by) {
        String size = max("campaign", by, "campaign!=\"*\", channel=\"$channel\"", " @ end()");
        return everyCampaign(metric) + " and on (campaign) topk(10, " + size + ")";
    }

    /** Every currency of a KPI by currency, for the chosen campaigns on the chosen channel. */
    String chosenByCurrency(String metric) {
        return byCurrency("campaign", metric, "campaign=~\"$campaign\", channel=\"$channel\"");
    }

    String byChannelAndCurrency(String metric) {
        return byCurrency("campaign, channel", metric, "campaign=~\"$campaign\", channel!=\"*\"");
    }

    /** The chosen campaigns' roll-up over all channels, in every currency. */
    String rollUpByCurrency(String metric) {
        return byCurrency("campaign", metric, "campaign=~\"$campaign\", channel=\"*\"");
    }

    private String max(String labels, String metric, String matchers, String when) {
        return "max by ("
                + labels
                + ") ("
                + metric
                + "{"
                + matchers
                + ", window=\"$"
                + window
                + "\"}"
                + when
                + ")";
    }

    /** The currency is in the metric's name, since one name has one unit; it becomes a label. */
    private String byCurrency(String labels, String metric, String matchers) {
        return "max by ("
                + labels
                + ", currency) (label_replace({__name__=~\""
                + metric
                + "_[a-z]{3}\", "
                + matchers
                + ", window=\"$"
                + window
                + "\"}, \"currency\", \"$1\", \"__name__\", \".*_(.{3})\"))";
    }
}
