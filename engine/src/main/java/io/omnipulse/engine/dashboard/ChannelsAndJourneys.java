package io.omnipulse.engine.dashboard;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.time.Window;
import java.util.List;

/** How customers move from being reached to buying, and what each channel brings. */
final class ChannelsAndJourneys {
    private static final Selection SELECTION = Selection.SHARED;

    private ChannelsAndJourneys() {}

    static Dashboard of(KpiCatalog catalog) {
        List<KpiDefinition> kpis =
                catalog.definitions().stream().filter(kpi -> !CustomerVoice.shows(kpi)).toList();
        return new Dashboard(
                "omnipulse-channels",
                "Channels and journeys",
                "From reach to purchase, and every KPI channel by channel.",
                "now-24h",
                List.of(
                        Variable.datasource(),
                        Variable.campaigns(),
                        Variable.channel(),
                        Variable.window("window", kpis, Window.H24)),
                List.of(Dashboard.openAlerts()),
                new Grid()
                        .section("Journey", List.of(journey(catalog), channelsOfRevenue(catalog)))
                        .section(
                                "Channels",
                                kpis.stream()
                                        .map(kpi -> new KpiPanels(kpi, SELECTION).byChannel())
                                        .toList())
                        .panels());
    }

    private static Panel journey(KpiCatalog catalog) {
        KpiPanels reach = KpiPanels.of(catalog, "reach_conversion_ratio", SELECTION);
        KpiPanels conversion = KpiPanels.of(catalog, "omnichannel_conversion_ratio", SELECTION);
        return Panel.bars(
                        "From reach to purchase: $campaign",
                        "People reached, of those the customers who did anything, of those the ones who ordered; each person counts"
                                + " once in the window. "
                                + reach.description(),
                        "short",
                        List.of(
                                Query.now(
                                        SELECTION.chosen(reach.metric() + "_denominator"),
                                        "reached"),
                                Query.now(
                                        SELECTION.chosen(conversion.metric() + "_denominator"),
                                        "active"),
                                Query.now(
                                        SELECTION.chosen(conversion.metric() + "_numerator"),
                                        "ordered")))
                .repeatedBy("campaign", 2);
    }

    private static Panel channelsOfRevenue(KpiCatalog catalog) {
        KpiPanels revenue = KpiPanels.of(catalog, "revenue", SELECTION);
        return Panel.bars(
                        "Share of revenue by channel",
                        "Each channel's part of the revenue of all channels, within a currency. Returns may make a part negative. "
                                + revenue.description(),
                        "percentunit",
                        List.of(
                                Query.now(
                                        SELECTION.byChannelAndCurrency(revenue.metric())
                                                + " / on (campaign, currency) group_left () ("
                                                + SELECTION.rollUpByCurrency(revenue.metric())
                                                + " > 0)",
                                        "{{campaign}} · {{channel}} {{currency}}")))
                .withDefault("max", 1)
                .namingTheRollUp();
    }
}
