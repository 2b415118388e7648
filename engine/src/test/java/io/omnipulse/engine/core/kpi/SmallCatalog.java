package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalogue for tests: a KPI of each kind, in two windows, and one in the hour only. */
public final class SmallCatalog {
    private static final Set<Window> BOTH = Set.of(Window.M5, Window.H1);

    private SmallCatalog() {}

    public static KpiCatalog of() {
        return new KpiCatalog(
                List.of(
                        kpi("orders", KpiKind.COUNT, "orders", null, null, Unit.COUNT, BOTH),
                        kpi(
                                "conversion_ratio",
                                KpiKind.PROPORTION,
                                "purchasers",
                                "customers",
                                null,
                                Unit.RATIO,
                                BOTH),
                        kpi(
                                "views_per_session",
                                KpiKind.RATIO,
                                "page_views",
                                "sessions",
                                null,
                                Unit.RATIO,
                                BOTH),
                        kpi(
                                "duration_seconds",
                                KpiKind.MEAN,
                                "duration_ms",
                                "sessions",
                                null,
                                Unit.SECONDS,
                                BOTH),
                        kpi(
                                "revenue",
                                KpiKind.SUM,
                                "revenue",
                                null,
                                "currency_orders + currency_returns",
                                Unit.MONEY,
                                BOTH),
                        kpi(
                                "order_value",
                                KpiKind.MEAN,
                                "revenue",
                                "currency_orders",
                                null,
                                Unit.MONEY,
                                BOTH),
                        kpi(
                                "net_promoter_score",
                                KpiKind.NET_PROMOTER_SCORE,
                                "promoters - detractors",
                                "nps_answers",
                                null,
                                Unit.POINTS,
                                Set.of(Window.H1))));
    }

    static KpiDefinition kpi(
            String id,
            KpiKind kind,
            String numerator,
            @Nullable String denominator,
            @Nullable String sample,
            Unit unit,
            Set<Window> windows) {
        return new KpiDefinition(
                id,
                kind,
                Formula.parse(numerator),
                Optional.ofNullable(denominator).map(Formula::parse),
                Optional.ofNullable(sample).map(Formula::parse),
                unit,
                windows,
                "What the test says.",
                "A test");
    }
}
