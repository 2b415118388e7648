package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns the totals of one window into the values of its KPIs. Confined to one thread. */
public final class KpiCalculator {
    private static final int NO_CURRENCY = 0;

    /** The catalogue's KPIs of one window, in its order. */
    private record Shown(
            List<KpiDefinition> all, List<KpiDefinition> plain, List<KpiDefinition> byCurrency) {
        static Shown of(List<KpiDefinition> kpis) {
            return new Shown(
                    kpis,
                    kpis.stream().filter(kpi -> !kpi.byCurrency()).toList(),
                    kpis.stream().filter(KpiDefinition::byCurrency).toList());
        }
    }

    /** A currency, and the ids of the KPIs in it: asked for with each row. */
    private record Named(String currency, Map<KpiDefinition, String> ids) {
        static Named of(int currency) {
            return new Named(MeasureCode.currencyName(currency), new IdentityHashMap<>());
        }

        String id(KpiDefinition kpi) {
            return ids.computeIfAbsent(
                    kpi, definition -> definition.id() + "_" + currency.toLowerCase(Locale.ROOT));
        }
    }

    private final Map<Window, Shown> shown = new EnumMap<>(Window.class);
    private final Map<Integer, Named> byCurrency = new HashMap<>();

    public KpiCalculator(KpiCatalog catalog) {
        for (Window window : Window.values()) {
            shown.put(window, Shown.of(List.copyOf(catalog.in(window))));
        }
    }

    private Shown in(Window window) {
        return Objects.requireNonNull(shown.get(window));
    }

    /** Notes the KPIs that have something to show in these totals, the counts among them first. */
    public void observe(Window window, Measures totals, Presence presence) {
        observeCurrencies(totals, presence);
        Shown kpis = in(window);
        observe(kpis.plain(), presence.plain(), totals, NO_CURRENCY, presence);
        if (!presence.byCurrency().isEmpty()) {
            presence.byCurrency()
                    .forEach(
                            (currency, known) ->
                                    observe(kpis.byCurrency(), known, totals, currency, presence));
        }
    }

    private static void observeCurrencies(Measures totals, Presence presence) {
        totals.forEach(
                (code, amount) -> {
                    if (amount > 0 && MeasureCode.currencyOf(code) != NO_CURRENCY) {
                        Measure measure = MeasureCode.measure(code);
                        if (measure == Measure.CURRENCY_ORDERS
                                || measure == Measure.CURRENCY_RETURNS) {
                            presence.includeCurrency(MeasureCode.currencyOf(code));
                        }
                    }
                });
    }

    /**
     * @param known the places of those known to be present; only the others are looked at
     */
    private void observe(
            List<KpiDefinition> kpis,
            BitSet known,
            Measures totals,
            int currency,
            Presence presence) {
        for (int i = known.nextClearBit(0); i < kpis.size(); i = known.nextClearBit(i + 1)) {
            KpiDefinition kpi = kpis.get(i);
            if (hasSomething(kpi, totals, currency)) {
                presence.include(idOf(kpi, currency));
                known.set(i);
            }
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
        for (KpiDefinition kpi : in(window).all()) {
            if (!kpi.byCurrency()) {
                if (presence.includes(kpi.id())) {
                    values.add(value(kpi, kpi.id(), totals, NO_CURRENCY));
                }
                continue;
            }
            for (int currency : presence.byCurrency().keySet()) {
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
                numerator
                        / kpi.unit()
                                .divisor(currency == NO_CURRENCY ? "" : named(currency).currency());
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

    private Named named(int currency) {
        return byCurrency.computeIfAbsent(currency, Named::of);
    }

    private String idOf(KpiDefinition kpi, int currency) {
        return currency == NO_CURRENCY ? kpi.id() : named(currency).id(kpi);
    }
}
