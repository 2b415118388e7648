package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the present rows a reader asks for. A filter given several times lets any of its values
 * pass; one not given lets all pass. What cannot match anything for want of spelling is refused;
 * campaigns and channels are names from outside, so any of them may be asked for.
 */
final class KpiQuery {
    private static final String KPI = "kpi";
    private static final String CAMPAIGN = "campaign";
    private static final String CHANNEL = "channel";
    private static final String WINDOW = "window";
    static final List<String> PARAMETERS = List.of(KPI, CAMPAIGN, CHANNEL, WINDOW);

    private final KpiNames names;
    private final List<String> kpis;
    private final Set<String> campaigns;
    private final Set<String> channels;
    private final Set<String> windows;

    private KpiQuery(KpiNames names, Map<String, List<String>> parameters) {
        this.names = names;
        this.kpis = parameters.getOrDefault(KPI, List.of());
        this.campaigns = new HashSet<>(parameters.getOrDefault(CAMPAIGN, List.of()));
        this.channels = new HashSet<>(parameters.getOrDefault(CHANNEL, List.of()));
        this.windows = new HashSet<>(parameters.getOrDefault(WINDOW, List.of()));
    }

    /**
     * Reads the query of a request.
     *
     * @param parameters by name, as often as given
     * @param windows those there are
     * @throws Problem.ProblemException if a parameter does not exist, is empty, or has no value of
     *     its vocabulary
     */
    static KpiQuery of(
            Map<String, List<String>> parameters,
            KpiCatalog catalog,
            KpiNames names,
            Set<Window> windows) {
        requireKnown(parameters, PARAMETERS);
        List<String> labels = windows.stream().map(Window::label).toList();
        parameters.forEach(
                (parameter, values) -> {
                    for (String value : values) {
                        Optional<List<String>> allowed =
                                switch (parameter) {
                                    case KPI ->
                                            names.isKnown(value)
                                                    ? Optional.empty()
                                                    : Optional.of(ids(catalog));
                                    case WINDOW ->
                                            labels.contains(value)
                                                    ? Optional.empty()
                                                    : Optional.of(labels);
                                    default ->
                                            value.isEmpty()
                                                    ? Optional.of(List.of())
                                                    : Optional.empty();
                                };
                        allowed.ifPresent(
                                list -> {
                                    throw problem(parameter, list).asException();
                                });
                    }
                });
        return new KpiQuery(names, parameters);
    }

    /**
     * Refuses parameters that do not exist.
     *
     * @throws Problem.ProblemException if there is any
     */
    static void requireKnown(Map<String, List<String>> parameters, List<String> known) {
        for (String parameter : parameters.keySet()) {
            if (!known.contains(parameter)) {
                String detail =
                        known.isEmpty()
                                ? "There is such a parameter nowhere here; leave the query away."
                                : "There is no such parameter; use "
                                        + String.join(", ", known)
                                        + ".";
                throw Problem.badParameter(parameter, detail, known).asException();
            }
        }
    }

    /**
     * Refuses names that are empty; any other may be asked for.
     *
     * @throws Problem.ProblemException if there is any
     */
    static void requireNames(Map<String, List<String>> parameters, List<String> which) {
        for (String parameter : which) {
            if (parameters.getOrDefault(parameter, List.of()).contains("")) {
                throw problem(parameter, List.of()).asException();
            }
        }
    }

    private static Problem problem(String parameter, List<String> allowed) {
        String detail =
                allowed.isEmpty()
                        ? "It is empty; give a name, or * for the roll-up."
                        : "It must be one of " + String.join(", ", allowed) + ".";
        return Problem.badParameter(parameter, detail, allowed);
    }

    private static List<String> ids(KpiCatalog catalog) {
        List<String> ids = new ArrayList<>();
        for (KpiDefinition definition : catalog.definitions()) {
            ids.add(definition.id());
            if (definition.byCurrency()) {
                ids.add(definition.id() + "_<currency>");
            }
        }
        return ids;
    }

    boolean matches(TableRow row) {
        return matches(row.key());
    }

    boolean matches(RowKey key) {
        return passes(campaigns, key.campaign())
                && passes(channels, key.channel())
                && matchesWindow(key.window());
    }

    boolean matchesWindow(Window window) {
        return passes(windows, window.label());
    }

    boolean matches(RowLine line) {
        return matchesKpi(line.kpi().id());
    }

    boolean matchesKpi(String id) {
        return kpis.isEmpty() || kpis.stream().anyMatch(kpi -> names.matches(kpi, id));
    }

    private static boolean passes(Set<String> asked, String value) {
        return asked.isEmpty() || asked.contains(value);
    }
}
