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

    private static final int FEW = 32;

    private final List<Measure> conditions;

    /** The cuts, and their times side by side: most entities are in four, and many are held. */
    private Cut[] cuts;

    private long[] lastMs;
    private int size;

    /**
     * The place of the cut with this hash, or of one after it, plus 1; 0 where none is. Empty until
     * there are too many to look through.
     */
    private int[] table = {};

    Coverage(List<Measure> conditions) {
        this(conditions, new Cut[0], new long[0], new int[0], 0);
    }

    private Coverage(List<Measure> conditions, Cut[] cuts, long[] lastMs, int[] table, int size) {
        this.conditions = conditions;
        this.cuts = cuts;
        this.lastMs = lastMs;
        this.table = table;
        this.size = size;
    }

    Coverage copy() {
        return new Coverage(
                conditions,
                Arrays.copyOf(cuts, size),
                Arrays.copyOf(lastMs, size * conditions.size()),
                table.clone(),
                size);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When each condition was last shown in each of the cuts. */
    Map<Cut, long[]> byCut() {
        Map<Cut, long[]> byCut = new HashMap<>(size * 2);
        for (int place = 0; place < size; place++) {
            int from = place * conditions.size();
            byCut.put(cuts[place], Arrays.copyOfRange(lastMs, from, from + conditions.size()));
        }
        return byCut;
    }

    /** Puts back what {@link #byCut} said of a cut, each once. */
    void put(Cut cut, long[] times) {
        int place = append(cut);
        System.arraycopy(times, 0, lastMs, place * conditions.size(), times.length);
    }

    int conditions() {
        return conditions.size();
    }

    /**
     * The entity shows the conditions in each of the cuts at this time, which is not before any
     * earlier call's.
     */
    void touch(Shown shown, List<Cut> in, long atMs, Contributions to) {
        int place = -1;
        for (int i = 0; i < in.size(); i++) {
            place = placeOf(in.get(i), place + 1);
            int times = place * conditions.size();
            if (haveOneTime(shown, times)) {
                to.cover(in, i, shown, lastMs[times + shown.place(0)], atMs);
            } else {
                for (int k = 0; k < shown.size(); k++) {
                    to.cover(in, i, shown.alone(k), lastMs[times + shown.place(k)], atMs);
                }
            }
            for (int k = 0; k < shown.size(); k++) {
                lastMs[times + shown.place(k)] = atMs;
            }
        }
    }

    /**
     * Where the cut is, or is now added.
     *
     * @param guess where it would be if its neighbours came with it, as they mostly do
     */
    @SuppressWarnings("ReferenceEquality") // mostly the very same, which need not be compared
    private int placeOf(Cut cut, int guess) {
        if (guess < size && (cuts[guess] == cut || cuts[guess].equals(cut))) {
            return guess;
        }
        int known = size > FEW ? placeAmongMany(cut) : placeAmongFew(cut);
        return known >= 0 ? known : append(cut);
    }

    private int placeAmongFew(Cut cut) {
        for (int place = 0; place < size; place++) {
            if (cuts[place].equals(cut)) {
                return place;
            }
        }
        return -1;
    }

    private int placeAmongMany(Cut cut) {
        if (table.length < size * 2) {
            table = new int[Integer.highestOneBit(size) * 4];
            for (int place = 0; place < size; place++) {
                table[indexOf(cuts[place])] = place + 1;
            }
        }
        return table[indexOf(cut)] - 1;
    }

    /** Where in the table the cut is, or the free place where it belongs. */
    private int indexOf(Cut cut) {
        int mask = table.length - 1;
        int hash = cut.hashCode();
        int at = (hash ^ (hash >>> 16)) & mask;
        while (table[at] != 0 && !cuts[table[at] - 1].equals(cut)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int append(Cut cut) {
        if (size == cuts.length) {
            int room = Math.max(4, size * 2);
            cuts = Arrays.copyOf(cuts, room);
            lastMs = Arrays.copyOf(lastMs, room * conditions.size());
        }
        cuts[size] = cut;
        Arrays.fill(lastMs, size * conditions.size(), (size + 1) * conditions.size(), NEVER);
        if (table.length > 0) {
            table[indexOf(cut)] = size + 1;
        }
        return size++;
    }

    /** Conditions that were last shown together are covered in one go. */
    private boolean haveOneTime(Shown shown, int times) {
        long first = lastMs[times + shown.place(0)];
        for (int k = 1; k < shown.size(); k++) {
            if (lastMs[times + shown.place(k)] != first) {
                return false;
            }
        }
        return true;
    }

    /** Forgets times so old that no window that ends after the boundary can hold them. */
    void forgetBefore(long boundaryMs) {
        long oldestMs = boundaryMs - Rules.LONGEST_WINDOW_MS;
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if (isSince(oldestMs, place)) {
                cuts[kept] = cuts[place];
                System.arraycopy(
                        lastMs,
                        place * conditions.size(),
                        lastMs,
                        kept * conditions.size(),
                        conditions.size());
                kept++;
            }
        }
        cuts = Arrays.copyOf(cuts, kept);
        size = kept;
        table = new int[0];
    }

    private boolean isSince(long oldestMs, int place) {
        for (int i = place * conditions.size(); i < (place + 1) * conditions.size(); i++) {
            if (lastMs[i] >= oldestMs) {
                return true;
            }
        }
        return false;
    }
}
