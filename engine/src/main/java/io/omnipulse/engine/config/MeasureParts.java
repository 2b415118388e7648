package io.omnipulse.engine.config;

import static java.util.Map.entry;

import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.measure.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which measures are parts of which, so that a proportion can be told from a ratio: each measure is
 * taken as the sum of parts that exclude each other.
 */
final class MeasureParts {
    private static final Map<Measure, List<String>> PARTS =
            Map.ofEntries(
                    entry(
                            Measure.EVENTS,
                            List.of(
                                    "first order",
                                    "later order",
                                    "page view",
                                    "other interaction",
                                    "other event")),
                    entry(
                            Measure.INTERACTIONS,
                            List.of(
                                    "first order",
                                    "later order",
                                    "page view",
                                    "other interaction")),
                    entry(Measure.PAGE_VIEWS, List.of("page view")),
                    entry(Measure.ORDERS, List.of("first order", "later order")),
                    entry(Measure.NEW_CUSTOMERS, List.of("first order")),
                    entry(Measure.REACHED, List.of("purchaser", "other customer", "only reached")),
                    entry(Measure.CUSTOMERS, List.of("purchaser", "other customer")),
                    entry(Measure.PURCHASERS, List.of("purchaser")),
                    entry(Measure.SESSIONS, List.of("converted", "engaged only", "neither")),
                    entry(Measure.ENGAGED_SESSIONS, List.of("converted", "engaged only")),
                    entry(Measure.CONVERTED_SESSIONS, List.of("converted")),
                    entry(Measure.NPS_ANSWERS, List.of("promoter", "detractor", "passive")),
                    entry(Measure.PROMOTERS, List.of("promoter")),
                    entry(Measure.DETRACTORS, List.of("detractor")),
                    entry(Measure.CSAT_ANSWERS, List.of("satisfied", "not satisfied")),
                    entry(Measure.CSAT_SATISFIED, List.of("satisfied")),
                    entry(Measure.CURRENCY_ORDERS, List.of("order in a currency")),
                    entry(Measure.CURRENCY_RETURNS, List.of("return in a currency")),
                    entry(Measure.REVENUE, List.of("money")),
                    entry(Measure.DURATION_MS, List.of("time")));

    private MeasureParts() {}

    /**
     * Whether the numerator is never below 0 and never above the denominator, because it is made of
     * parts of it. Of measures whose parts are not known, it is taken on trust.
     */
    static boolean isPart(Formula numerator, Formula denominator) {
        if (!isKnown(numerator) || !isKnown(denominator)) {
            return true;
        }
        Map<String, Integer> of = parts(numerator);
        Map<String, Integer> whole = parts(denominator);
        return of.entrySet().stream()
                        .allMatch(
                                each ->
                                        each.getValue() >= 0
                                                && each.getValue()
                                                        <= whole.getOrDefault(each.getKey(), 0))
                && whole.values().stream().allMatch(count -> count >= 0);
    }

    private static boolean isKnown(Formula formula) {
        return formula.terms().stream().allMatch(term -> PARTS.containsKey(term.measure()));
    }

    private static Map<String, Integer> parts(Formula formula) {
        Map<String, Integer> counts = new HashMap<>();
        for (Formula.Term term : formula.terms()) {
            PARTS.getOrDefault(term.measure(), List.of())
                    .forEach(part -> counts.merge(part, term.sign(), Integer::sum));
        }
        return counts;
    }
}
