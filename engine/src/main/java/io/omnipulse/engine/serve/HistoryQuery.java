package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.time.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of the history a reader asks for.
 *
 * @param rows the filters of {@code /api/kpis}
 * @param windows the rolling windows that there are
 * @param fromMs the rows that hold from here on
 * @param toMs up to rows that end here
 * @param limit how many lines at most
 */
record HistoryQuery(KpiQuery rows, Set<Window> windows, long fromMs, long toMs, int limit) {
    static final int USUAL_LIMIT = 5_000;
    static final int HIGHEST_LIMIT = 20_000;

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String LIMIT = "limit";
    private static final List<String> OWN = List.of(FROM, TO, LIMIT);
    private static final Duration USUAL_LENGTH = Duration.ofHours(1);

    /** What was before may be a typing error, and a topic holds no rows of it. */
    private static final Instant EARLIEST = Instant.EPOCH;

    /** Further than any clock is wrong. */
    private static final Duration AHEAD = Duration.ofDays(366);

    /**
     * Reads the query of a request.
     *
     * @param parameters by name, as often as given
     * @param now where the history ends
     * @throws Problem.ProblemException if a parameter does not exist, or cannot be what it says
     */
    static HistoryQuery of(
            Map<String, List<String>> parameters,
            KpiCatalog catalog,
            KpiNames names,
            Set<Window> windows,
            Instant now) {
        List<String> known = new ArrayList<>(KpiQuery.PARAMETERS);
        known.addAll(OWN);
        KpiQuery.requireKnown(parameters, known);
        Map<String, List<String>> filters = new HashMap<>(parameters);
        filters.keySet().removeAll(OWN);
        KpiQuery rows = KpiQuery.of(filters, catalog, names, windows);
        Instant to = once(parameters, TO).map(text -> instant(TO, text, now)).orElse(now);
        Instant from =
                once(parameters, FROM)
                        .map(text -> instant(FROM, text, now))
                        .orElse(to.minus(USUAL_LENGTH));
        if (from.isAfter(to)) {
            throw Problem.badParameter(FROM, "It is later than to, which is " + to + ".", List.of())
                    .asException();
        }
        int limit = once(parameters, LIMIT).map(HistoryQuery::limit).orElse(USUAL_LIMIT);
        return new HistoryQuery(rows, windows, from.toEpochMilli(), to.toEpochMilli(), limit);
    }

    private static Optional<String> once(Map<String, List<String>> parameters, String parameter) {
        List<String> values = parameters.getOrDefault(parameter, List.of());
        if (values.size() > 1) {
            throw Problem.badParameter(
                            parameter,
                            "It is given " + values.size() + " times; give it once.",
                            List.of())
                    .asException();
        }
        return values.stream().findFirst();
    }

    private static Instant instant(String parameter, String text, Instant now) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(now.plus(AHEAD))) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw notATime(parameter);
        }
        throw notATime(parameter);
    }

    private static Problem.ProblemException notATime(String parameter) {
        return Problem.badParameter(
                        parameter,
                        "It must be a time from 1970 on as ISO-8601 has it, with its zone, such as"
                                + " 2026-11-22T10:05:00Z (in a URL the + of a zone is %2B).",
                        List.of())
                .asException();
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static Problem.ProblemException badLimit() {
        return Problem.badParameter(
                        LIMIT, "It must be a number from 1 to " + HIGHEST_LIMIT + ".", List.of())
                .asException();
    }

    /** Whether it asks for rows of this key, at whatever end. */
    boolean matches(RowKey key) {
        return windows.contains(key.window()) && rows.matches(key);
    }

    /** How long the panes are of the longest window that may be asked for. */
    Duration longestPane() {
        return windows.stream()
                .filter(rows::matchesWindow)
                .map(window -> Duration.ofMillis(window.paneMs()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
