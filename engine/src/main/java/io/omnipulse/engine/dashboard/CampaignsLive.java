package io.omnipulse.engine.dashboard;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Map;

/** What the marketer watches: conversion of the campaigns, with what may be read from it. */
final class CampaignsLive {
    private static final Selection SELECTION = Selection.SHARED;

    private CampaignsLive() {}

    static Dashboard of(KpiCatalog catalog) {
        KpiPanels omnichannel = kpi(catalog, "omnichannel_conversion_ratio");
        KpiPanels sessions = kpi(catalog, "session_conversion_ratio");
        KpiPanels reach = kpi(catalog, "reach_conversion_ratio");
        List<Map<String, Object>> panels =
                new Grid()
                        .section("Now", now(catalog, omnichannel))
                        .section(
                                "Conversion over all channels",
                                conversion(omnichannel, "ordered", "customers"))
                        .section("Alerts", List.of(alerts(), watches()))
                        .folded(
                                "Conversion of online sessions",
                                conversion(sessions, "with an order", "sessions"))
                        .folded(
                                "Conversion of people reached",
                                conversion(reach, "ordered", "reached"))
                        .panels();
        return new Dashboard(
                "omnipulse-campaigns",
                "Campaigns live",
                "Conversion of the campaigns as it happens, with what it rests on.",
                "now-6h",
                List.of(
                        Variable.datasource(),
                        Variable.campaigns(),
                        Variable.channel(),
                        Variable.window("window", catalog.definitions(), Window.H1),
                        Variable.number("target", "Target (0.03 is 3 %)", "0.03")),
                List.of(Dashboard.openAlerts()),
                panels);
    }

    private static KpiPanels kpi(KpiCatalog catalog, String id) {
        return KpiPanels.of(catalog, id, SELECTION);
    }

    private static List<Panel> now(KpiCatalog catalog, KpiPanels conversion) {
        return List.of(
                conversion.now(),
                conversion.smallNumbers(),
                againstLastWeek(conversion),
                openAlerts(),
                kpi(catalog, "orders").now(),
                kpi(catalog, "revenue").nowByCurrency(),
                kpi(catalog, "sessions").now(),
                kpi(catalog, "new_customers").now());
    }

    private static List<Panel> conversion(KpiPanels kpi, String numerator, String denominator) {
        return List.of(
                kpi.bandWithTarget(),
                kpi.parts(numerator, denominator),
                kpi.byChannel().sized(12, 8),
                kpi.comparison(numerator, denominator),
                kpi.largestCampaigns(denominator));
    }

    private static Panel againstLastWeek(KpiPanels conversion) {
        return Panel.figures(
                        "Against a week before",
                        "By how much the conversion differs from that of the same time a week before, relative to that one. "
                                + conversion.description(),
                        "percentunit",
                        List.of(
                                Query.now(
                                        SELECTION.chosen(conversion.metric())
                                                + " / ("
                                                + SELECTION.chosenAWeekBefore(conversion.metric())
                                                + " > 0) - 1",
                                        "{{campaign}}")))
                .withDefault("decimals", 0)
                .namingTheRollUp();
    }

    private static Panel openAlerts() {
        return Panel.figures(
                        "Alerts open",
                        "How many alerts the engine has open, whatever is chosen above; below is which.",
                        "none",
                        List.of(
                                Query.now(
                                        "sum(max by (rule, kpi, campaign, channel) (omnipulse_alert_open))",
                                        "open")))
                .withDefault("noValue", "none known")
                .colored("green", 1, "red");
    }

    private static Panel alerts() {
        return Panel.table(
                        "Open alerts",
                        "What the engine has found and what is still so. Outage: orders have stopped. Drop: fewer sessions end"
                                + " with an order than this hour of the week lets expect. Decline: slowly below target. Data health:"
                                + " the data cannot be trusted, so nothing else is said. Empty means that none is open.",
                        List.of(
                                Query.table(
                                        "max by (rule, kpi, campaign, channel) (omnipulse_alert_open) == 1")))
                .looking(
                        Look.names("campaign", "Campaign", "all"),
                        Look.names("channel", "Channel", "all"),
                        Look.words("Value", "", List.of(Look.word("1", "open", "red"))))
                .withDefault("noValue", "none open");
    }

    private static Panel watches() {
        return Panel.table(
                        "What a watch could see",
                        "The smallest drop that half an hour of this traffic could show, relative to what is expected, and whether"
                                + " the watch is learning, watching, or has too little traffic to tell a drop from chance: then it"
                                + " stays silent, and silence says nothing.",
                        List.of(
                                Query.table(
                                        "max by (kpi, campaign, channel) (omnipulse_watch_state{campaign=~\"$campaign\"})"),
                                Query.table(
                                        "max by (kpi, campaign, channel) (omnipulse_detectable_drop_ratio{campaign=~\"$campaign\"})")))
                .looking(
                        Look.names("campaign", "Campaign", "all"),
                        Look.names("channel", "Channel", "all"),
                        Look.words(
                                "Value #A",
                                "Watch",
                                List.of(
                                        Look.word("0", "learning", "blue"),
                                        Look.word("1", "watching", "green"),
                                        Look.word("2", "too little traffic", "orange"))),
                        Look.column("Value #B", "Smallest drop it can see", "percentunit", 0));
    }
}
