package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.time.Window;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One KPI of each kind, with the ids and formulas of the shipped catalogue. */
final class SampleCatalog {
    private static final Set<Window> ALL = EnumSet.of(Window.M5, Window.H1);

    private SampleCatalog() {}

    static KpiCatalog catalog() {
        return new KpiCatalog(
                List.of(
                        divided(
                                "omnichannel_conversion_ratio",
                                KpiKind.PROPORTION,
                                "purchasers",
                                "customers",
                                Unit.RATIO,
                                "Customers who ordered, of all customers."),
                        divided(
                                "reach_conversion_ratio",
                                KpiKind.PROPORTION,
                                "purchasers",
                                "reached",
                                Unit.RATIO,
                                "Customers who ordered, of all people reached."),
                        divided(
                                "visit_duration_seconds",
                                KpiKind.MEAN,
                                "duration_ms",
                                "sessions",
                                Unit.SECONDS,
                                "Mean length of a session."),
                        count("sessions", "Online sessions."),
                        count("orders", "Orders."),
                        sum("revenue", "Net sales."),
                        divided(
                                "average_order_value",
                                KpiKind.MEAN,
                                "revenue",
                                "currency_orders",
                                Unit.MONEY,
                                "What an order brings."),
                        divided(
                                "net_promoter_score",
                                KpiKind.NET_PROMOTER_SCORE,
                                "promoters - detractors",
                                "nps_answers",
                                Unit.POINTS,
                                "Promoters less detractors.")));
    }

    static KpiDefinition count(String id, String description) {
        return new KpiDefinition(
                id,
                KpiKind.COUNT,
                Formula.parse(id.equals("sessions") ? "sessions" : "orders"),
                Optional.empty(),
                Optional.empty(),
                Unit.COUNT,
                ALL,
                description,
                "the usual one");
    }

    private static KpiDefinition sum(String id, String description) {
        return new KpiDefinition(
                id,
                KpiKind.SUM,
                Formula.parse("revenue"),
                Optional.empty(),
                Optional.of(Formula.parse("currency_orders + currency_returns")),
                Unit.MONEY,
                ALL,
                description,
                "accounts");
    }

    private static KpiDefinition divided(
            String id,
            KpiKind kind,
            String numerator,
            String denominator,
            Unit unit,
            String description) {
        return new KpiDefinition(
                id,
                kind,
                Formula.parse(numerator),
                Optional.of(Formula.parse(denominator)),
                Optional.empty(),
                unit,
                ALL,
                description,
                "the usual one");
    }
}
