package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * By cut, when each condition was last shown. The cuts and their times lie side by side: most
 * entities are in few, and many are held. Mutable.
 */
final class CoverageTable {
    private static final int FEW = 8;

    private final int conditions;
    private Cut[] cuts;
    private long[] lastMs;

    /**
     * The place of the cut with this hash, or of one after it, plus 1; 0 where none is. Empty until
     * there are too many to look through.
     */
    private int[] index;

    private int size;

    CoverageTable(int conditions) {
        this(conditions, new Cut[0], new long[0], new int[0], 0);
    }

    private CoverageTable(int conditions, Cut[] cuts, long[] lastMs, int[] index, int size) {
        this.conditions = conditions;
        this.cuts = cuts;
        this.lastMs = lastMs;
        this.index = index;
        this.size = size;
    }

    CoverageTable copy() {
        return new CoverageTable(
                conditions,
                Arrays.copyOf(cuts, size),
                Arrays.copyOf(lastMs, size * conditions),
                index.clone(),
                size);
    }

    boolean isEmpty() {
        return size == 0;
    }

    Map<Cut, long[]> toMap() {
        Map<Cut, long[]> byCut = new HashMap<>(size * 2);
        for (int place = 0; place < size; place++) {
            int from = place * conditions;
            byCut.put(cuts[place], Arrays.copyOfRange(lastMs, from, from + conditions));
        }
        return byCut;
    }

    /** The place of a cut; −1 where nothing was shown in it. */
    int placeOf(Cut cut) {
        if (size > FEW) {
            if (index.length < size * 2) {
                index = new int[Integer.highestOneBit(size) * 4];
                for (int place = 0; place < size; place++) {
                    index[indexOf(cuts[place])] = place + 1;
                }
            }
            return index[indexOf(cut)] - 1;
        }
        for (int place = 0; place < size; place++) {
            if (cuts[place].equals(cut)) {
                return place;
            }
        }
        return -1;
    }

    /** Where in the index the cut is, or the free place where it belongs. */
    private int indexOf(Cut cut) {
        int mask = index.length - 1;
        int hash = cut.hashCode();
        int at = (hash ^ (hash >>> 16)) & mask;
        while (index[at] != 0 && !cuts[index[at] - 1].equals(cut)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** When the condition was last shown in the cut at this place. */
    long get(int place, int condition) {
        return lastMs[place * conditions + condition];
    }

    /** The condition is shown in the cut. */
    void put(Cut cut, int condition, long atMs) {
        int known = placeOf(cut);
        int place = known >= 0 ? known : append(cut);
        lastMs[place * conditions + condition] = atMs;
    }

    private int append(Cut cut) {
        if (size == cuts.length) {
            int room = Math.max(4, size * 2);
            cuts = Arrays.copyOf(cuts, room);
            lastMs = Arrays.copyOf(lastMs, room * conditions);
        }
        cuts[size] = cut;
        Arrays.fill(lastMs, size * conditions, (size + 1) * conditions, Coverage.NEVER);
        if (index.length > 0) {
            index[indexOf(cut)] = size + 1;
        }
        return size++;
    }

    /** Forgets cuts in which nothing was shown since this. */
    void forgetBefore(long oldestMs) {
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if (isSince(oldestMs, place)) {
                cuts[kept] = cuts[place];
                System.arraycopy(lastMs, place * conditions, lastMs, kept * conditions, conditions);
                kept++;
            }
        }
        cuts = Arrays.copyOf(cuts, kept);
        size = kept;
        index = new int[0];
    }

    private boolean isSince(long oldestMs, int place) {
        for (int i = place * conditions; i < (place + 1) * conditions; i++) {
            if (lastMs[i] >= oldestMs) {
                return true;
            }
        }
        return false;
    }
}
