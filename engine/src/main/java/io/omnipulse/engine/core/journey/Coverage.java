package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
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

    /**
     * The entity shows the condition in each of the cuts at this time, which is not before any
     * earlier call's.
     */
    void touch(Measure condition, List<Cut> cuts, long atMs, Contributions to) {
        int index = conditions.indexOf(condition);
        int code = MeasureCode.of(condition);
        for (Cut cut : cuts) {
            long[] times = lastMs.computeIfAbsent(cut, c -> never());
            to.cover(cut, code, times[index], atMs);
            times[index] = atMs;
        }
    }

    long[] never() {
        long[] times = new long[conditions.size()];
        Arrays.fill(times, NEVER);
        return times;
    }

    /** Forgets times so old that no window that ends after the boundary can hold them. */
    void forgetBefore(long boundaryMs) {
        long oldest = boundaryMs - Rules.LONGEST_WINDOW_MS;
        lastMs.values().removeIf(times -> Arrays.stream(times).allMatch(time -> time < oldest));
    }
}
