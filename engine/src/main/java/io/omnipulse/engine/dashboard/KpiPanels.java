package io.omnipulse.engine.dashboard;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The panels that every KPI of a kind gets, in the words of its entry in the catalogue. */
record KpiPanels(KpiDefinition kpi, Selection selection) {
    private static final String LOWER = "lower, 95 %";
    private static final String UPPER = "upper, 95 %";
    private static final String WEEK_BEFORE = "a week before";
    private static final String TARGET = "target";

    /** Points of a score on −100 to 100 within which it is read as one figure. */
    private static final int WIDE_SCORE = 20;

    static KpiPanels of(KpiCatalog catalog, String id, Selection selection) {
        return new KpiPanels(
                catalog.definitions().stream()
                        .filter(kpi -> kpi.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the catalogue has no " + id)),
                selection);
    }

    /** The value of each chosen campaign with its interval as a band, and a week before. */
    Panel band(List<Query> further, Look... looks) {
        List<Query> queries =
                new ArrayList<>(
                        List.of(
                                Query.over(selection.chosen(metric()), words()),
                                Query.over(selection.chosen(metric() + "_lower"), LOWER),
                                Query.over(selection.chosen(metric() + "_upper"), UPPER),
                                Query.over(selection.chosenAWeekBefore(metric()), WEEK_BEFORE)));
        queries.addAll(further);
        List<Look> all =
                new ArrayList<>(
                        List.of(
                                Look.colored(words(), "blue"),
                                Look.bandEdge(LOWER, "blue"),
                                Look.bandDownTo(LOWER, UPPER, "blue"),
                                Look.dashed(WEEK_BEFORE, "purple")));
        all.addAll(List.of(looks));
        return Panel.lines(
                        words() + ": $campaign",
                        description()
                                + " The band is the 95 % interval: where it is wide, the numbers are small."
                                + " Dashed: the same time a week before.",
                        unit(),
                        queries)
                .sized(24, 10)
                .looking(all.toArray(Look[]::new))
                .repeatedBy("campaign", 2);
    }

    /** The band with the target of the dashboard's head. */
    Panel bandWithTarget() {
        return band(List.of(Query.over("vector($target)", TARGET)), Look.dashed(TARGET, "orange"));
    }

    /** What the ratio is made of. */
    Panel parts(String numerator, String denominator) {
        return Panel.lines(
                        words() + ": numerator and denominator",
                        description()
                                + " Here the two counts that are divided; they are counted in each cut and do not add up over channels or campaigns.",
                        "short",
                        List.of(
                                Query.over(
                                        selection.chosen(metric() + "_denominator"),
                                        "{{campaign}}: " + denominator),
                                Query.over(
                                        selection.chosen(metric() + "_numerator"),
                                        "{{campaign}}: " + numerator)))
                .withDefault("min", 0)
                .namingTheRollUp();
    }

    /** The present value of the chosen campaigns. */
    Panel now() {
        return Panel.figures(
                        words(),
                        description(),
                        unit(),
                        List.of(Query.now(selection.chosen(metric()), "{{campaign}}")))
                .namingTheRollUp();
    }

    Panel nowByCurrency() {
        return Panel.figures(
                        words(),
                        description(),
                        unit(),
                        List.of(
                                Query.now(
                                        selection.chosenByCurrency(metric()),
                                        "{{campaign}} {{currency}}")))
                .withDefault("decimals", 2)
                .namingTheRollUp();
    }

    /** Whether the present values of the chosen campaigns rest on enough to be read. */
    Panel smallNumbers() {
        return Panel.figures(
                        "Small numbers",
                        "Whether the 95 % interval of "
                                + metric()
                                + " is wider than "
                                + (isScore() ? WIDE_SCORE + " points" : "the value itself")
                                + ". If so, a change by half may be chance: take a longer window, or a cut with more in it.",
                        "none",
                        List.of(
                                Query.now(
                                        isSmall(
                                                selection.chosen(metric() + "_upper"),
                                                selection.chosen(metric() + "_lower"),
                                                selection.chosen(metric())),
                                        "{{campaign}}")))
                .saying(smallOrNot())
                .namingTheRollUp();
    }

    String isSmall(String upper, String lower, String value) {
        return "(" + upper + " - " + lower + ") > bool " + (isScore() ? WIDE_SCORE : value);
    }

    static List<Map<String, Object>> smallOrNot() {
        return List.of(Look.word("0", "enough", "green"), Look.word("1", "too small", "orange"));
    }

    /** Channel by channel over time. */
    Panel byChannel() {
        boolean money = kpi.unit() == Unit.MONEY;
        String query =
                money ? selection.byChannelAndCurrency(metric()) : selection.byChannel(metric());
        Panel panel =
                Panel.lines(
                                words() + " by channel",
                                description(),
                                unit(),
                                List.of(
                                        Query.over(
                                                query,
                                                money
                                                        ? "{{campaign}} · {{channel}} {{currency}}"
                                                        : "{{campaign}} · {{channel}}")))
                        .sized(8, 8)
                        .namingTheRollUp();
        return money ? panel.withDefault("decimals", 2) : panel;
    }

    /** The campaigns with most behind them. */
    Panel largestCampaigns(String of) {
        return Panel.lines(
                words() + ": the ten campaigns with most " + of,
                description() + " On the chosen channel; ranked at the end of the time range.",
                unit(),
                List.of(
                        Query.over(
                                selection.largestCampaigns(metric(), metric() + "_denominator"),
                                "{{campaign}}")));
    }

    /** All campaigns with what one must know to compare them. */
    Panel comparison(String numerator, String denominator) {
        String small =
                isSmall(
                        selection.everyCampaign(metric() + "_upper"),
                        selection.everyCampaign(metric() + "_lower"),
                        selection.everyCampaign(metric()));
        return Panel.table(
                        words() + ": all campaigns",
                        description()
                                + " On the chosen channel. Two campaigns differ for certain only where their intervals lie apart.",
                        List.of(
                                Query.table(selection.everyCampaign(metric())),
                                Query.table(selection.everyCampaign(metric() + "_lower")),
                                Query.table(selection.everyCampaign(metric() + "_upper")),
                                Query.table(selection.everyCampaign(metric() + "_numerator")),
                                Query.table(selection.everyCampaign(metric() + "_denominator")),
                                Query.table(selection.everyCampaignAWeekBefore(metric())),
                                Query.table(small)))
                .looking(
                        Look.column("Value #A", words(), unit(), 1),
                        Look.column("Value #B", LOWER, unit(), 1),
                        Look.column("Value #C", UPPER, unit(), 1),
                        Look.column("Value #D", numerator, "short", 0),
                        Look.column("Value #E", denominator, "short", 0),
                        Look.column("Value #F", WEEK_BEFORE, unit(), 1),
                        Look.words("Value #G", "numbers", smallOrNot()))
                .sortedBy(denominator);
    }

    /** What the catalogue says, and where the KPI is published. */
    String description() {
        return kpi.description()
                + " Source: "
                + kpi.source()
                + ". Published in the windows "
                + Arrays.stream(Window.values())
                        .filter(kpi.windows()::contains)
                        .map(Window::label)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** The id as words: "Net promoter score", "CSAT". */
    String words() {
        String words =
                kpi.id()
                        .replaceAll("_(ratio|seconds)$", "")
                        .replace("csat", "CSAT")
                        .replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    String metric() {
        return "omnipulse_" + kpi.id();
    }

    private boolean isScore() {
        return kpi.kind() == KpiKind.NET_PROMOTER_SCORE;
    }

    private String unit() {
        return switch (kpi.unit()) {
            case RATIO -> "percentunit";
            case SECONDS -> "s";
            case COUNT, MONEY -> "short";
            case POINTS -> "none";
        };
    }
}
