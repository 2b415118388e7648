package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When one entity last showed each of its conditions, per cut. Since the rules walk a journey in
 * its order, the last time is all that coverage needs: an event that arrives late makes the walk
 * start again before it.
 *
 * <p>Times are kept, not panes, so that windows can be added without touching the state.
 */
final class Coverage {
    static final long NEVER = Long.MIN_VALUE;

    /**
     * What a customer is counted for. The order is part of the state's format; new ones go to the
     * end.
     */
    static final List<Measure> OF_CUSTOMERS =
            List.of(Measure.CUSTOMERS, Measure.PURCHASERS, Measure.REACHED);

    /**
     * What a session is counted for. The order is part of the state's format; new ones go to the
     * end.
     */
    static final List<Measure> OF_SESSIONS =
            List.of(Measure.SESSIONS, Measure.CONVERTED_SESSIONS, Measure.ENGAGED_SESSIONS);

    private final List<Measure> conditions;
    final Map<Cut, long[]> lastMs;

    Coverage(List<Measure> conditions) {
        this(conditions, new HashMap<>());
    }

    private Coverage(List<Measure> conditions, Map<Cut, long[]> lastMs) {
        this.conditions = conditions;
        this.lastMs = lastMs;
    }

    Coverage copy() {
        Map<Cut, long[]> copy = new HashMap<>(lastMs.size() * 2);
        lastMs.forEach((cut, times) -> copy.put(cut, times.clone()));
        return new Coverage(conditions, copy);
    }

    int conditions() {
        return conditions.size();
    }

    /** As {@link #touch(List, List, long, Contributions)}, for one condition. */
    void touch(Measure condition, List<Cut> cuts, long atMs, Contributions to) {
        touch(List.of(condition), cuts, atMs, to);
    }

    /**
     * The entity shows the conditions in each of the cuts at this time, which is not before any
     * earlier call's.
     */
    void touch(List<Measure> shown, List<Cut> cuts, long atMs, Contributions to) {
        for (int i = 0; i < cuts.size(); i++) {
            long[] times = timesIn(cuts.get(i));
            if (haveOneTime(shown, times)) {
                to.cover(cuts, i, shown, times[conditions.indexOf(shown.get(0))], atMs);
            } else {
                for (Measure condition : shown) {
                    to.cover(
                            cuts,
                            i,
                            List.of(condition),
                            times[conditions.indexOf(condition)],
                            atMs);
                }
            }
            for (int k = 0; k < shown.size(); k++) {
                times[conditions.indexOf(shown.get(k))] = atMs;
            }
        }
    }

    private long[] timesIn(Cut cut) {
        long[] times = lastMs.get(cut);
        if (times == null) {
            times = never();
            lastMs.put(cut, times);
        }
        return times;
    }

    /** Conditions that were last shown together are covered in one go. */
    private boolean haveOneTime(List<Measure> shown, long[] times) {
        long first = times[conditions.indexOf(shown.get(0))];
        for (int k = 1; k < shown.size(); k++) {
            if (times[conditions.indexOf(shown.get(k))] != first) {
                return false;
            }
        }
        return true;
    }

    long[] never() {
        long[] times = new long[conditions.size()];
        Arrays.fill(times, NEVER);
        return times;
    }

    /** Forgets times so old that no window that ends after the boundary can hold them. */
    void forgetBefore(long boundaryMs) {
        long oldest = boundaryMs - Rules.LONGEST_WINDOW_MS;
        lastMs.values().removeIf(times -> areAllBefore(oldest, times));
    }

    private static boolean areAllBefore(long oldest, long[] times) {
        for (long time : times) {
            if (time >= oldest) {
                return false;
            }
        }
        return true;
    }
}
