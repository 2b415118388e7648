package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns the totals of one window into the values of its KPIs. Confined to one thread. */
public final class KpiCalculator {
    private static final int NO_CURRENCY = 0;

    private final KpiCatalog catalog;
    private final Map<Integer, String> currencyNames = new HashMap<>();
    private final Map<String, Map<Integer, String>> idsByCurrency = new HashMap<>();

    public KpiCalculator(KpiCatalog catalog) {
        this.catalog = catalog;
    }

    /** Notes the KPIs that have something to show in these totals, the counts among them first. */
    public void observe(Window window, Measures totals, Presence presence) {
        totals.forEach(
                (code, amount) -> {
                    Measure measure = MeasureCode.measure(code);
                    if (amount > 0
                            && (measure == Measure.CURRENCY_ORDERS
                                    || measure == Measure.CURRENCY_RETURNS)) {
                        presence.includeCurrency(MeasureCode.currencyOf(code));
                    }
                });
        for (KpiDefinition kpi : catalog.in(window)) {
            if (!kpi.byCurrency()) {
                observe(kpi, kpi.id(), totals, NO_CURRENCY, presence);
                continue;
            }
            for (int currency : presence.currencies()) {
                observe(kpi, idOf(kpi, currency), totals, currency, presence);
            }
        }
    }

    private static void observe(
            KpiDefinition kpi, String id, Measures totals, int currency, Presence presence) {
        if (!presence.includes(id) && hasSomething(kpi, totals, currency)) {
            presence.include(id);
        }
    }

    private static boolean hasSomething(KpiDefinition kpi, Measures totals, int currency) {
        if (kpi.denominator().isPresent()) {
            return kpi.denominator().get().of(totals, currency) > 0;
        }
        if (kpi.byCurrency()) {
            return totals.get(MeasureCode.of(Measure.CURRENCY_ORDERS, currency)) > 0
                    || totals.get(MeasureCode.of(Measure.CURRENCY_RETURNS, currency)) > 0;
        }
        return totals.get(MeasureCode.of(Measure.EVENTS)) > 0;
    }

    /**
     * The values of the KPIs that are present, in the order of the catalogue, currencies in the
     * order of their codes.
     */
    public List<KpiValue> values(Window window, Measures totals, Presence presence) {
        List<KpiValue> values = new ArrayList<>();
        for (KpiDefinition kpi : catalog.in(window)) {
            if (!kpi.byCurrency()) {
                if (presence.includes(kpi.id())) {
                    values.add(value(kpi, kpi.id(), totals, NO_CURRENCY));
                }
                continue;
            }
            for (int currency : presence.currencies()) {
                String id = idOf(kpi, currency);
                if (presence.includes(id)) {
                    values.add(value(kpi, id, totals, currency));
                }
            }
        }
        return values;
    }

    private KpiValue value(KpiDefinition kpi, String id, Measures totals, int currency) {
        long numerator = kpi.numerator().of(totals, currency);
        double inUnits =
                numerator / kpi.unit().divisor(currency == NO_CURRENCY ? "" : nameOf(currency));
        if (kpi.denominator().isEmpty()) {
            long n = kpi.sample().map(sample -> sample.of(totals, currency)).orElse(numerator);
            return of(id, OptionalDouble.of(inUnits), numerator, OptionalLong.empty(), null, n);
        }
        long denominator = kpi.denominator().get().of(totals, currency);
        if (denominator == 0) {
            return of(id, OptionalDouble.empty(), numerator, OptionalLong.of(0), null, 0);
        }
        double value =
                kpi.kind() == KpiKind.NET_PROMOTER_SCORE
                        ? 100.0 * numerator / denominator
                        : inUnits / denominator;
        return of(
                id,
                OptionalDouble.of(value),
                numerator,
                OptionalLong.of(denominator),
                interval(kpi, totals, numerator, denominator),
                denominator);
    }

    private static @Nullable Interval interval(
            KpiDefinition kpi, Measures totals, long numerator, long denominator) {
        return switch (kpi.kind()) {
            case PROPORTION -> Interval.wilson(numerator, denominator);
            case NET_PROMOTER_SCORE ->
                    Interval.netPromoterScore(
                            totals.get(MeasureCode.of(kpi.numerator().terms().get(0).measure())),
                            totals.get(MeasureCode.of(kpi.numerator().terms().get(1).measure())),
                            denominator);
            default -> null;
        };
    }

    private static KpiValue of(
            String id,
            OptionalDouble value,
            long numerator,
            OptionalLong denominator,
            @Nullable Interval interval,
            long n) {
        return new KpiValue(
                id,
                value,
                OptionalLong.of(numerator),
                denominator,
                interval == null ? OptionalDouble.empty() : OptionalDouble.of(interval.lower()),
                interval == null ? OptionalDouble.empty() : OptionalDouble.of(interval.upper()),
                n);
    }

    private String nameOf(int currency) {
        return currencyNames.computeIfAbsent(currency, MeasureCode::currencyName);
    }

    private String idOf(KpiDefinition kpi, int currency) {
        return idsByCurrency
                .computeIfAbsent(kpi.id(), id -> new HashMap<>())
                .computeIfAbsent(
                        currency, code -> kpi.id() + "_" + nameOf(code).toLowerCase(Locale.ROOT));
    }
}
