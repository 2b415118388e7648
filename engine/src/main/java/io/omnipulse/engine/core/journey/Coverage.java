package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * When one entity last showed each of its conditions, per cut. Since the rules walk a journey in
 * its order, the last time is all that coverage needs: an event that arrives late makes the walk
 * start again before it.
 *
 * <p>What was shown most recently is only noted, and looked through from its end: most of what is
 * walked through is never asked for. Where there is more, it goes into a table.
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

    private static final int RECENT = 64;

    /** The conditions that were shown in each of the cuts. */
    private record Touch(Shown shown, List<Cut> in, long atMs) {}

    private final List<Measure> conditions;
    private final List<Touch> recent;
    private final CoverageTable older;

    Coverage(List<Measure> conditions) {
        this(conditions, new ArrayList<>(), new CoverageTable(conditions.size()));
    }

    private Coverage(List<Measure> conditions, List<Touch> recent, CoverageTable older) {
        this.conditions = conditions;
        this.recent = recent;
        this.older = older;
    }

    Coverage copy() {
        return new Coverage(conditions, new ArrayList<>(recent), older.copy());
    }

    boolean isEmpty() {
        return recent.isEmpty() && older.isEmpty();
    }

    /** When each condition was last shown in each of the cuts. */
    Map<Cut, long[]> byCut() {
        tidy();
        return older.toMap();
    }

    /** Puts back what {@link #byCut} said of a cut. */
    void put(Cut cut, long[] times) {
        for (int condition = 0; condition < times.length; condition++) {
            older.put(cut, condition, times[condition]);
        }
    }

    int conditions() {
        return conditions.size();
    }

    /**
     * The entity shows the conditions in each of the cuts at this time, which is not before any
     * earlier call's.
     */
    void touch(Shown shown, List<Cut> in, long atMs, Contributions to) {
        if (to.sign() != 0) {
            for (int i = 0; i < in.size(); i++) {
                cover(shown, in, i, atMs, to);
            }
        }
        if (recent.size() == RECENT) {
            tidy();
        }
        recent.add(new Touch(shown, in, atMs));
    }

    private void cover(Shown shown, List<Cut> in, int index, long atMs, Contributions to) {
        long[] previousMs = previous(shown, in, index);
        if (areEqual(previousMs)) {
            to.cover(in, index, shown, previousMs[0], atMs);
            return;
        }
        for (int k = 0; k < shown.size(); k++) {
            to.cover(in, index, shown.alone(k), previousMs[k], atMs);
        }
    }

    /** When each of the conditions was last shown in one of the cuts. */
    private long[] previous(Shown shown, List<Cut> in, int index) {
        long[] previousMs = new long[shown.size()];
        Arrays.fill(previousMs, NEVER);
        int missing = shown.mask();
        for (int t = recent.size() - 1; t >= 0 && missing != 0; t--) {
            Touch touch = recent.get(t);
            int found = missing & touch.shown.mask();
            if (found != 0 && holds(touch.in, in, index)) {
                missing &= ~found;
                for (int k = 0; k < previousMs.length; k++) {
                    if ((found & 1 << shown.place(k)) != 0) {
                        previousMs[k] = touch.atMs;
                    }
                }
            }
        }
        if (missing != 0 && !older.isEmpty()) {
            takeOlder(shown, missing, older.placeOf(in.get(index)), previousMs);
        }
        return previousMs;
    }

    private void takeOlder(Shown shown, int missing, int place, long[] previousMs) {
        for (int k = 0; place >= 0 && k < previousMs.length; k++) {
            if ((missing & 1 << shown.place(k)) != 0) {
                previousMs[k] = older.get(place, shown.place(k));
            }
        }
    }

    /** Whether they hold the cut; those of an event with a channel stand in the same order. */
    @SuppressWarnings("ReferenceEquality") // mostly the very same, which need not be compared
    private static boolean holds(List<Cut> cuts, List<Cut> in, int index) {
        return cuts == in
                || (cuts.size() == in.size()
                        ? cuts.get(index).equals(in.get(index))
                        : cuts.contains(in.get(index)));
    }

    /** Conditions that were last shown together are covered in one go. */
    private static boolean areEqual(long[] times) {
        for (int k = 1; k < times.length; k++) {
            if (times[k] != times[0]) {
                return false;
            }
        }
        return true;
    }

    private void tidy() {
        for (Touch touch : recent) {
            for (Cut cut : touch.in) {
                for (int k = 0; k < touch.shown.size(); k++) {
                    older.put(cut, touch.shown.place(k), touch.atMs);
                }
            }
        }
        recent.clear();
    }

    /** Forgets times so old that no window that ends after the boundary can hold them. */
    void forgetBefore(long boundaryMs) {
        tidy();
        older.forgetBefore(boundaryMs - Rules.LONGEST_WINDOW_MS);
    }
}
