package io.omnipulse.engine.backfill;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.RowHistory.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the rows of a twin with those of live: at each end at which either has a row, the values
 * that hold in both. How often a row was corrected on the way is nobody's concern.
 */
public final class Comparison {
    /** Differences that are shown; the rest are only counted. */
    public static final int SHOWN = 100;

    /**
     * Which ends are compared.
     *
     * @param fromMs the first
     * @param toMs the last
     * @param settledToMs the last at which nothing can change in either any more
     */
    public record Range(long fromMs, long toMs, long settledToMs) {}

    /** Knows why values may differ. */
    @FunctionalInterface
    public interface Reasons {
        /** Why this KPI may, with these values; empty where it should not. */
        Optional<String> of(String kpi, Optional<KpiValue> live, Optional<KpiValue> twin);
    }

    /** What is wrong with a KPI at an end. */
    public enum Kind {
        DIFFERS,
        MISSING_IN_TWIN,
        MISSING_IN_LIVE
    }

    /**
     * One KPI that differs at one end.
     *
     * @param reason why that is as it should be; empty where nobody knows
     */
    public record Difference(
            Series series,
            long endMs,
            String kpi,
            Kind kind,
            Optional<KpiValue> live,
            Optional<KpiValue> twin,
            Optional<String> reason) {}

    /**
     * What was found, in values: a KPI at an end.
     *
     * @param equal settled and the same
     * @param explained settled and different, for a reason that is known
     * @param unexplained settled and different or missing, for no known reason
     * @param openEqual not yet settled, and the same
     * @param openDifferent not yet settled, and not comparable yet
     * @param shown the first settled differences, the unexplained ones first
     */
    public record Result(
            long equal,
            long explained,
            long unexplained,
            long openEqual,
            long openDifferent,
            List<Difference> shown) {}

    private final Range range;
    private final Reasons reasons;
    private final List<Difference> unexplainedOnes = new ArrayList<>();
    private final List<Difference> explainedOnes = new ArrayList<>();
    private long equal;
    private long explained;
    private long unexplained;
    private long openEqual;
    private long openDifferent;

    /**
     * @param reasons why a KPI may differ
     */
    public Comparison(Range range, Reasons reasons) {
        this.range = range;
        this.reasons = reasons;
    }

    /**
     * Compares the rows of some series at the ends within a stretch of time.
     *
     * @param live of all series compared, the rows that end there, and what held before
     * @param twin the same of the twin
     * @param fromMs the first end
     * @param toMs the one that is no longer compared
     */
    public void compare(RowHistory live, RowHistory twin, long fromMs, long toMs) {
        Set<Series> all = new HashSet<>(live.series());
        all.addAll(twin.series());
        all.stream()
                .sorted(
                        Comparator.comparing((Series s) -> s.window())
                                .thenComparing(s -> s.cut().campaign())
                                .thenComparing(s -> s.cut().channel()))
                .forEach(series -> compare(series, live, twin, fromMs, toMs));
    }

    /** What was found in all that was compared so far. */
    public Result result() {
        List<Difference> shown = new ArrayList<>(unexplainedOnes);
        shown.addAll(
                explainedOnes.subList(0, Math.min(explainedOnes.size(), SHOWN - shown.size())));
        return new Result(equal, explained, unexplained, openEqual, openDifferent, shown);
    }

    private void compare(Series series, RowHistory live, RowHistory twin, long fromMs, long toMs) {
        NavigableSet<Long> ends = new TreeSet<>(live.ends(series));
        ends.addAll(twin.ends(series));
        for (long endMs : ends) {
            if (endMs < Math.max(fromMs, range.fromMs()) || endMs >= toMs || endMs > range.toMs()) {
                continue;
            }
            Map<String, KpiValue> ofLive = byId(live.holding(series, endMs));
            Map<String, KpiValue> ofTwin = byId(twin.holding(series, endMs));
            Set<String> ids = new TreeSet<>(ofLive.keySet());
            ids.addAll(ofTwin.keySet());
            for (String id : ids) {
                compare(series, endMs, id, value(ofLive, id), value(ofTwin, id));
            }
        }
    }

    private void compare(
            Series series,
            long endMs,
            String id,
            Optional<KpiValue> ofLive,
            Optional<KpiValue> ofTwin) {
        boolean same = ofLive.equals(ofTwin);
        if (endMs > range.settledToMs()) {
            openEqual += same ? 1 : 0;
            openDifferent += same ? 0 : 1;
            return;
        }
        if (same) {
            equal++;
            return;
        }
        Optional<String> reason = reasons.of(id, ofLive, ofTwin);
        explained += reason.isPresent() ? 1 : 0;
        unexplained += reason.isPresent() ? 0 : 1;
        List<Difference> shown = reason.isPresent() ? explainedOnes : unexplainedOnes;
        if (shown.size() < SHOWN) {
            Kind kind =
                    ofLive.isEmpty()
                            ? Kind.MISSING_IN_LIVE
                            : ofTwin.isEmpty() ? Kind.MISSING_IN_TWIN : Kind.DIFFERS;
            shown.add(new Difference(series, endMs, id, kind, ofLive, ofTwin, reason));
        }
    }

    private static Map<String, KpiValue> byId(List<KpiValue> values) {
        Map<String, KpiValue> byId = new HashMap<>();
        values.forEach(value -> byId.put(value.id(), value));
        return byId;
    }

    private static Optional<KpiValue> value(Map<String, KpiValue> values, String id) {
        return Optional.ofNullable(values.get(id));
    }
}
