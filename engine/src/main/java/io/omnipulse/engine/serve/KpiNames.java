package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From the ids of published values to the catalogue's entries and to the names of metrics. A KPI
 * that is kept by currency has one id per currency: {@code revenue_eur}.
 */
final class KpiNames {
    static final String PREFIX = "omnipulse_";

    /** What stands beside each value that divides. */
    static final List<String> COMPANIONS =
            List.of("numerator", "denominator", "lower", "upper", "n");

    /**
     * Names that the platform itself uses, without the prefix; those of counters also without
     * {@code _total}.
     */
    private static final Set<String> RESERVED =
            Set.of(
                    "events",
                    "rejected",
                    "restatements",
                    "unreadable_rows",
                    "freshness_seconds",
                    "watermark_lag_seconds",
                    "completeness_ratio",
                    "kpi_age_seconds",
                    "kpi_series",
                    "alert_open",
                    "detectable_drop_ratio",
                    "watch_state");

    /** Endings that mean something else to Prometheus than a gauge. */
    private static final List<String> FOREIGN_ENDINGS =
            List.of("_total", "_count", "_sum", "_bucket", "_created", "_info");

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * What an id means.
     *
     * @param definition the entry of the catalogue
     * @param currency the ISO 4217 code in capitals; empty where the KPI is not kept by currency
     */
    record Meaning(KpiDefinition definition, String currency) {
        double divisor() {
            return definition.unit().divisor(currency);
        }
    }

    private final Map<String, KpiDefinition> byId = new HashMap<>();

    /**
     * The names of a catalogue's KPIs.
     *
     * @throws IllegalArgumentException if two KPIs, or a KPI and the platform, would have one
     *     metric name; the message says which
     */
    KpiNames(KpiCatalog catalog) {
        Set<String> taken = new HashSet<>(RESERVED);
        for (KpiDefinition definition : catalog.definitions()) {
            byId.put(definition.id(), definition);
            for (String name : names(definition)) {
                requireFree(definition, name, taken);
            }
        }
    }

    private static void requireFree(KpiDefinition definition, String name, Set<String> taken) {
        if (!taken.add(name)) {
            throw new IllegalArgumentException(
                    "the KPI "
                            + definition.id()
                            + " would need the metric name "
                            + PREFIX
                            + name
                            + ", which is in use already; give it another id");
        }
        FOREIGN_ENDINGS.stream()
                .filter(name::endsWith)
                .findFirst()
                .ifPresent(
                        ending -> {
                            throw new IllegalArgumentException(
                                    "the id of the KPI "
                                            + definition.id()
                                            + " ends with "
                                            + ending
                                            + ", which tells Prometheus that it is no gauge; give"
                                            + " it another id");
                        });
    }

    private static Set<String> names(KpiDefinition definition) {
        Set<String> ids = new HashSet<>(Set.of(definition.id()));
        if (definition.byCurrency()) {
            CURRENCIES.forEach(currency -> ids.add(definition.id() + "_" + currency));
        }
        Set<String> names = new HashSet<>(ids);
        if (definition.kind().divides()) {
            ids.forEach(id -> COMPANIONS.forEach(companion -> names.add(id + "_" + companion)));
        }
        return names;
    }

    /**
     * What the id of a published value means; empty if the catalogue of this process does not know
     * it.
     */
    Optional<Meaning> meaning(String id) {
        KpiDefinition exact = byId.get(id);
        if (exact != null && !exact.byCurrency()) {
            return Optional.of(new Meaning(exact, ""));
        }
        int cut = id.lastIndexOf('_');
        if (cut < 0 || !CURRENCIES.contains(id.substring(cut + 1))) {
            return Optional.empty();
        }
        KpiDefinition family = byId.get(id.substring(0, cut));
        return family != null && family.byCurrency()
                ? Optional.of(new Meaning(family, id.substring(cut + 1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * Whether a reader may ask for it: an id, or the id of a KPI by currency without the currency,
     * which means every currency.
     */
    boolean isKnown(String id) {
        return byId.containsKey(id) || meaning(id).isPresent();
    }

    /** Whether a published value is what a reader asked for. */
    boolean matches(String asked, String id) {
        return asked.equals(id)
                || meaning(id)
                        .map(meaning -> meaning.definition().id().equals(asked))
                        .orElse(false);
    }
}
