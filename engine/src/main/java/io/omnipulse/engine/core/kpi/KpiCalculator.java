package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the totals of one window into the values of its KPIs. Confined to one thread. */
public final class KpiCalculator {
    private static final int NO_CURRENCY = 0;

    /** So many different presences are kept at most; there are a handful for each window. */
    private static final int MOST = 4_096;

    /** A KPI and the currency it is of, if it is kept by currency. */
    private record Shown(KpiDefinition kpi, String id, int currency, double divisor) {
        static Shown of(KpiDefinition kpi, int currency) {
            String name = currency == NO_CURRENCY ? "" : MeasureCode.currencyName(currency);
            String id =
                    currency == NO_CURRENCY
                            ? kpi.id()
                            : kpi.id() + "_" + name.toLowerCase(Locale.ROOT);
            return new Shown(kpi, id, currency, kpi.unit().divisor(name));
        }

        boolean hasSomething(Measures totals) {
            if (kpi.denominator().isPresent()) {
                return kpi.denominator().get().of(totals, currency) > 0;
            }
            if (kpi.byCurrency()) {
                return totals.get(MeasureCode.of(Measure.CURRENCY_ORDERS, currency)) > 0
                        || totals.get(MeasureCode.of(Measure.CURRENCY_RETURNS, currency)) > 0;
            }
            return totals.get(MeasureCode.of(Measure.EVENTS)) > 0;
        }
    }

    /**
     * What a presence comes to in one window: found once, since many windows have the same.
     *
     * @param shown the KPIs present, in the order of the catalogue, currencies in that of their
     *     codes
     * @param absent those that may still come
     */
    private record View(Presence presence, List<Shown> shown, List<Shown> absent) {}

    private final Map<Window, List<KpiDefinition>> catalog = new EnumMap<>(Window.class);
    private final Map<Window, Map<Presence, View>> views = new EnumMap<>(Window.class);
    private final IdentityHashMap<KpiDefinition, Map<Integer, Shown>> looks =
            new IdentityHashMap<>();

    public KpiCalculator(KpiCatalog catalog) {
        for (Window window : Window.values()) {
            this.catalog.put(window, List.copyOf(catalog.in(window)));
            views.put(window, new HashMap<>());
        }
    }

    private View view(Window window, Presence presence) {
        Map<Presence, View> known = Objects.requireNonNull(views.get(window));
        View view = known.get(presence);
        if (view == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            view = look(Objects.requireNonNull(catalog.get(window)), presence);
            known.put(presence, view);
        }
        return view;
    }

    private View look(List<KpiDefinition> kpis, Presence presence) {
        List<Shown> shown = new ArrayList<>();
        List<Shown> absent = new ArrayList<>();
        for (KpiDefinition kpi : kpis) {
            for (int currency : kpi.byCurrency() ? presence.currencies() : Set.of(NO_CURRENCY)) {
                Shown one = shown(kpi, currency);
                (presence.ids().contains(one.id()) ? shown : absent).add(one);
            }
        }
        return new View(presence, List.copyOf(shown), List.copyOf(absent));
    }

    private Shown shown(KpiDefinition kpi, int currency) {
        return looks.computeIfAbsent(kpi, definition -> new HashMap<>())
                .computeIfAbsent(currency, code -> Shown.of(kpi, code));
    }

    /**
     * The KPIs that are present where these totals are reached, the counts among them first.
     *
     * @param before those that were present before
     */
    public Presence observe(Window window, Measures totals, Presence before) {
        View view = view(window, before);
        Set<Integer> currencies = newCurrencies(totals, before);
        if (!currencies.isEmpty()) {
            view = view(window, before.withCurrencies(currencies));
        }
        List<String> ids = List.of();
        for (Shown one : view.absent()) {
            if (one.hasSomething(totals)) {
                ids = ids.isEmpty() ? new ArrayList<>() : ids;
                ids.add(one.id());
            }
        }
        return ids.isEmpty()
                ? view.presence()
                : view(window, view.presence().withIds(ids)).presence();
    }

    private static Set<Integer> newCurrencies(Measures totals, Presence before) {
        Set<Integer> currencies = new HashSet<>();
        totals.forEach(
                (code, amount) -> {
                    int currency = MeasureCode.currencyOf(code);
                    if (amount > 0
                            && currency != NO_CURRENCY
                            && showsCurrency(code)
                            && !before.currencies().contains(currency)) {
                        currencies.add(currency);
                    }
                });
        return currencies;
    }

    private static boolean showsCurrency(int code) {
        Measure measure = MeasureCode.measure(code);
        return measure == Measure.CURRENCY_ORDERS || measure == Measure.CURRENCY_RETURNS;
    }

    /**
     * The values of the KPIs that are present, in the order of the catalogue, currencies in the
     * order of their codes.
     */
    public List<KpiValue> values(Window window, Measures totals, Presence presence) {
        List<Shown> shown = view(window, presence).shown();
        List<KpiValue> values = new ArrayList<>(shown.size());
        for (Shown one : shown) {
            values.add(value(one, totals));
        }
        return values;
    }

    private static KpiValue value(Shown one, Measures totals) {
        KpiDefinition kpi = one.kpi();
        String id = one.id();
        int currency = one.currency();
        long numerator = kpi.numerator().of(totals, currency);
        double inUnits = numerator / one.divisor();
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
}
