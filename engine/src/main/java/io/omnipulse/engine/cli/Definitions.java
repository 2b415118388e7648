package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.time.Window;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What two catalogues of KPIs have in common, and what not. */
final class Definitions {
    private static final Set<String> DECISIVE =
            Set.of(
                    "home-partitions",
                    "sources",
                    "windows.horizon",
                    "windows.finality",
                    "windows.lookback",
                    "windows.rolling",
                    "identity.from-events",
                    "ahead-tolerance");

    private static final Pattern CURRENCY = Pattern.compile("_[a-z]{3}$");

    private Definitions() {}

    /** A mark of what decides the rows: of the definitions and of the settings that matter. */
    static String mark(KpiCatalog catalog, EngineConfig config) {
        Map<String, String> shown = new TreeMap<>(config.shown());
        shown.keySet().retainAll(DECISIVE);
        return mark(catalog, shown.toString());
    }

    /**
     * A short text that is the same for the same definitions and settings, and in practice for no
     * others.
     */
    static String mark(KpiCatalog catalog, String settings) {
        Map<String, String> sorted = new TreeMap<>();
        catalog.definitions().forEach(kpi -> sorted.put(kpi.id(), meaning(kpi)));
        return UUID.nameUUIDFromBytes((sorted + settings).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** By KPI, why its values may differ between the two; KPIs that mean the same are not named. */
    static Map<String, String> changes(KpiCatalog live, KpiCatalog twin) {
        Map<String, KpiDefinition> before = byId(live);
        Map<String, KpiDefinition> after = byId(twin);
        Map<String, String> changes = new HashMap<>();
        before.forEach(
                (id, kpi) -> {
                    KpiDefinition now = after.get(id);
                    if (now == null) {
                        changes.put(id, "the twin has no such KPI");
                    } else if (!meaning(now).equals(meaning(kpi))) {
                        changes.put(id, "the definition changed");
                    }
                });
        after.keySet().stream()
                .filter(id -> !before.containsKey(id))
                .forEach(id -> changes.put(id, "the KPI is new"));
        return changes;
    }

    /** Why a published KPI may differ; those kept by currency bear its code behind the id. */
    static Optional<String> reason(Map<String, String> changes, String published) {
        String change = changes.get(published);
        if (change == null && CURRENCY.matcher(published).find()) {
            change = changes.get(published.substring(0, published.lastIndexOf('_')));
        }
        return Optional.ofNullable(change);
    }

    private static Map<String, KpiDefinition> byId(KpiCatalog catalog) {
        Map<String, KpiDefinition> byId = new HashMap<>();
        catalog.definitions().forEach(kpi -> byId.put(kpi.id(), kpi));
        return byId;
    }

    /** What decides the values; words for people do not. */
    static String meaning(KpiDefinition kpi) {
        String formula = text(kpi.numerator());
        if (kpi.denominator().isPresent()) {
            formula += " / " + text(kpi.denominator().get());
        }
        if (kpi.sample().isPresent()) {
            formula += ", n " + text(kpi.sample().get());
        }
        return kpi.kind().id()
                + " of "
                + formula
                + ", in "
                + kpi.unit().id()
                + ", over "
                + kpi.windows().stream()
                        .sorted()
                        .map(Window::label)
                        .collect(Collectors.joining(" "));
    }

    private static String text(Formula formula) {
        return formula.terms().stream()
                .map(term -> (term.sign() < 0 ? "-" : "+") + term.measure().id())
                .collect(Collectors.joining(" "));
    }
}
