package io.omnipulse.engine.dashboard;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Set;

/** What customers say: scores and satisfaction with their intervals and the answers behind them. */
final class CustomerVoice {
    /**
     * A variable of its own: answers come slowly, so the shortest window of the others has none.
     */
    private static final Selection SELECTION = new Selection("answers_window");

    private static final Set<String> ANSWERS =
            Set.of("net_promoter_score", "csat_ratio", "satisfied_yes_ratio");

    private CustomerVoice() {}

    /** Whether the KPI is made of survey answers. */
    static boolean shows(KpiDefinition kpi) {
        return ANSWERS.contains(kpi.id());
    }

    static Dashboard of(KpiCatalog catalog) {
        List<KpiDefinition> kpis =
                catalog.definitions().stream().filter(CustomerVoice::shows).toList();
        Grid grid = new Grid();
        kpis.forEach(
                kpi -> {
                    KpiPanels panels = new KpiPanels(kpi, SELECTION);
                    grid.section(panels.words(), panels(panels));
                });
        return new Dashboard(
                "omnipulse-voice",
                "Customer voice",
                "What customers answer, with intervals and the number of answers.",
                "now-7d",
                List.of(
                        Variable.datasource(),
                        Variable.campaigns(),
                        Variable.channel(),
                        Variable.window(SELECTION.window(), kpis, Window.H24)),
                List.of(),
                grid.panels());
    }

    private static List<Panel> panels(KpiPanels kpi) {
        return List.of(
                kpi.now().sized(8, 4),
                answersNow(kpi),
                kpi.smallNumbers().sized(8, 4),
                kpi.band(List.of()),
                kpi.byChannel().sized(12, 8),
                answersByChannel(kpi),
                kpi.comparison("above the line", "answers").sized(24, 8));
    }

    private static Panel answersNow(KpiPanels kpi) {
        return Panel.figures(
                        "Answers",
                        "How many answers " + kpi.metric() + " rests on. " + kpi.description(),
                        "short",
                        List.of(
                                Query.now(
                                        SELECTION.chosen(kpi.metric() + "_denominator"),
                                        "{{campaign}}")))
                .sized(8, 4)
                .namingTheRollUp();
    }

    private static Panel answersByChannel(KpiPanels kpi) {
        return Panel.lines(
                        "Answers by channel",
                        "The answers behind "
                                + kpi.metric()
                                + ". Each answer counts in one channel, so these add up. "
                                + kpi.description(),
                        "short",
                        List.of(
                                Query.over(
                                        SELECTION.byChannel(kpi.metric() + "_denominator"),
                                        "{{campaign}} · {{channel}}")))
                .withDefault("min", 0)
                .namingTheRollUp();
    }
}
