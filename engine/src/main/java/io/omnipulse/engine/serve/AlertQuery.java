package io.omnipulse.engine.serve;

import io.omnipulse.kpi.AlertRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which alerts, or which watches, a reader asks for. A filter given several times lets any of its
 * values pass; one not given lets all pass.
 */
final class AlertQuery {
    private static final String STATE = "state";
    private static final String RULE = "rule";
    private static final String KPI = "kpi";
    private static final String CAMPAIGN = "campaign";
    private static final String CHANNEL = "channel";

    private static final List<String> STATES = List.of("open", "closed", "all");
    private static final List<String> RULES =
            Arrays.stream(AlertRule.values())
                    .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                    .toList();

    private final Map<String, List<String>> parameters;

    private AlertQuery(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the query of a request for alerts.
     *
     * @throws Problem.ProblemException if a parameter does not exist, is empty, or has no value of
     *     its vocabulary
     */
    static AlertQuery ofAlerts(Map<String, List<String>> parameters) {
        KpiQuery.requireKnown(parameters, List.of(STATE, CAMPAIGN, CHANNEL, RULE));
        requireOneOf(parameters, STATE, STATES);
        requireOneOf(parameters, RULE, RULES);
        KpiQuery.requireNames(parameters, List.of(CAMPAIGN, CHANNEL));
        return new AlertQuery(parameters);
    }

    /** The same of a request for watches. */
    static AlertQuery ofWatches(Map<String, List<String>> parameters) {
        KpiQuery.requireKnown(parameters, List.of(KPI, CAMPAIGN, CHANNEL));
        KpiQuery.requireNames(parameters, List.of(KPI, CAMPAIGN, CHANNEL));
        return new AlertQuery(parameters);
    }

    private static void requireOneOf(
            Map<String, List<String>> parameters, String parameter, List<String> allowed) {
        if (!allowed.containsAll(parameters.getOrDefault(parameter, List.of()))) {
            throw Problem.badParameter(
                            parameter,
                            "It must be one of " + String.join(", ", allowed) + ".",
                            allowed)
                    .asException();
        }
    }

    boolean matches(Alert alert) {
        return (passes(STATE, alert.isOpen() ? "open" : "closed") || passes(STATE, "all"))
                && passes(RULE, alert.rule())
                && passes(CAMPAIGN, alert.campaign())
                && passes(CHANNEL, alert.channel());
    }

    boolean matches(Watch watch) {
        return passes(KPI, watch.key().kpi())
                && passes(CAMPAIGN, watch.key().campaign())
                && passes(CHANNEL, watch.key().channel());
    }

    private boolean passes(String parameter, String value) {
        List<String> asked = parameters.getOrDefault(parameter, List.of());
        return asked.isEmpty() || asked.contains(value);
    }
}
