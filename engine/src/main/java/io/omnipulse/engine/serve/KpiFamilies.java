package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values of KPIs as gauges: the value under the KPI's own name, and beside it, where it divides,
 * what it was made of.
 */
final class KpiFamilies {
    /** The names and words of one id, made once and not per series. */
    private record Words(
            KpiNames.Meaning meaning,
            String name,
            String help,
            Map<String, String> companionHelp) {}

    private final KpiNames names;
    private final Families families;
    private final Map<String, Optional<Words>> known = new HashMap<>();

    KpiFamilies(KpiNames names, Families families) {
        this.names = names;
        this.families = families;
    }

    /**
     * Adds a value. One that the catalogue does not know, a newer writer's, is left out: nobody
     * could say what it is.
     */
    void add(Labels labels, KpiValue value) {
        Optional<Words> found = words(value.id());
        if (found.isEmpty()) {
            return;
        }
        Words words = found.get();
        value.value()
                .ifPresent(number -> families.gauge(words.name(), words.help(), labels, number));
        if (words.meaning().definition().kind().divides()) {
            value.numerator()
                    .ifPresent(number -> companion(words, "_numerator", labels, (double) number));
            value.denominator()
                    .ifPresent(number -> companion(words, "_denominator", labels, (double) number));
            value.lower().ifPresent(number -> companion(words, "_lower", labels, number));
            value.upper().ifPresent(number -> companion(words, "_upper", labels, number));
            companion(words, "_n", labels, (double) value.n());
        }
    }

    /** Adds what one numerator amounts to, for KPIs that are nothing but their numerator. */
    void addAmount(Labels labels, String id, long numerator) {
        words(id)
                .ifPresent(
                        words ->
                                families.gauge(
                                        words.name(),
                                        words.help(),
                                        labels,
                                        numerator / words.meaning().divisor()));
    }

    private void companion(Words words, String suffix, Labels labels, double value) {
        String help = words.companionHelp().getOrDefault(suffix, "");
        families.gauge(words.name().concat(suffix), help, labels, value);
    }

    /** What the id means; empty if the catalogue does not know it. */
    Optional<KpiDefinition> definition(String id) {
        return words(id).map(words -> words.meaning().definition());
    }

    private Optional<Words> words(String id) {
        return known.computeIfAbsent(
                id, unknown -> names.meaning(unknown).map(meaning -> words(unknown, meaning)));
    }

    private static Words words(String id, KpiNames.Meaning meaning) {
        String name = KpiNames.PREFIX + id;
        Function<String, String> of = what -> what + " of " + name + ".";
        return new Words(
                meaning,
                name,
                meaning.currency().isEmpty()
                        ? meaning.definition().description()
                        : "In " + meaning.currency() + ". " + meaning.definition().description(),
                Map.of(
                        "_numerator", of.apply("Numerator") + countedIn(meaning.definition()),
                        "_denominator", of.apply("Denominator"),
                        "_lower", of.apply("Lower bound of the 95 % interval"),
                        "_upper", of.apply("Upper bound of the 95 % interval"),
                        "_n", of.apply("Observations behind the value")));
    }

    private static String countedIn(KpiDefinition definition) {
        return switch (definition.unit()) {
            case MONEY -> " In minor units of the currency.";
            case SECONDS -> " In milliseconds.";
            default -> "";
        };
    }
}
