package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.measure.Measures;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * By how much the totals of a window change with which pane; a pane without a change is not in it.
 * All amounts lie side by side, pane after pane, in the order of their codes: where there are many
 * cuts, most windows hold a few changes of a few amounts, and an object for each would be several
 * times as large. Mutable, owned by one holder.
 */
final class Changes {
    /** So few panes find their places one by one. */
    private static final int FEW = 8;

    private static final int[] NO_INTS = {};
    private static final long[] NO_AMOUNTS = {};

    private final PaneSet panes = new PaneSet();

    /** Where the amounts of each pane end; they begin where those of the pane before end. */
    private int[] ends = NO_INTS;

    private int[] codes = NO_INTS;
    private long[] amounts = NO_AMOUNTS;

    boolean isEmpty() {
        return panes.size() == 0;
    }

    /** The first pane with a change, of those that there are. */
    long first() {
        return panes.get(0);
    }

    boolean has(long pane) {
        return panes.placeOf(pane) >= 0;
    }

    /** The first pane after this one with a change; empty where there is none. */
    OptionalLong after(long pane) {
        return panes.after(pane);
    }

    /** Hands over the panes with a change, in order. */
    void forEach(LongConsumer to) {
        panes.forEach(to);
    }

    /** Hands over the panes with a change after one up to the other, in order. */
    void forEach(long after, long upTo, LongConsumer to) {
        int end = panes.placeAfter(upTo);
        for (int place = panes.placeAfter(after); place < end; place++) {
            to.accept(panes.get(place));
        }
    }

    /** A copy of the change with a pane, empty where there is none. */
    Measures at(long pane) {
        Measures change = new Measures();
        addTo(change, pane);
        return change;
    }

    /** Adds the change with a pane to the totals. */
    void addTo(Measures totals, long pane) {
        int place = panes.placeOf(pane);
        if (place >= 0) {
            for (int i = begin(place); i < ends[place]; i++) {
                totals.add(codes[i], amounts[i]);
            }
        }
    }

    void add(long pane, Measures change) {
        add(pane, change, 1);
    }

    void subtract(long pane, Measures change) {
        add(pane, change, -1);
    }

    /** Adds other changes: those with the panes after one up to the other. */
    void addAll(Changes added, long after, long upTo) {
        int first = added.panes.placeAfter(after);
        int end = added.panes.placeAfter(upTo);
        Changes behind = end - first > FEW ? takeFrom(added.panes.get(first)) : new Changes();
        int next = 0;
        for (int place = first; place < end; place++) {
            long pane = added.panes.get(place);
            while (next < behind.panes.size() && behind.panes.get(next) <= pane) {
                append(behind, next++);
            }
            add(pane, added.at(pane));
        }
        while (next < behind.panes.size()) {
            append(behind, next++);
        }
    }

    /** Takes out the changes from a pane on, so that many can be added without moving them. */
    private Changes takeFrom(long pane) {
        int from = panes.placeAfter(pane - 1);
        Changes taken = new Changes();
        for (int place = from; place < panes.size(); place++) {
            taken.append(this, place);
        }
        panes.remove(from, panes.size() - from);
        return taken;
    }

    /** Adds a pane of others that is after all panes here. */
    private void append(Changes others, int place) {
        int begin = others.begin(place);
        int count = others.ends[place] - begin;
        int last = panes.size();
        insertNothing(last, others.panes.get(place));
        move(used(), used() + count, last);
        System.arraycopy(others.codes, begin, codes, begin(last), count);
        System.arraycopy(others.amounts, begin, amounts, begin(last), count);
    }

    private void add(long pane, Measures change, int sign) {
        int place = panes.placeOf(pane);
        if (place >= 0) {
            if (!addInPlace(place, change, sign)) {
                Measures sum = at(pane);
                change.forEach((code, amount) -> sum.add(code, sign * amount));
                replace(place, sum, 1);
            }
        } else if (!change.isEmpty()) {
            insertNothing(-place - 1, pane);
            replace(-place - 1, change, sign);
        }
    }

    /** Adds to amounts that are there and stay there, which needs no other room. */
    private boolean addInPlace(int place, Measures change, int sign) {
        int[] found = new int[change.size()];
        int at = begin(place);
        for (int i = 0; i < change.size(); i++) {
            while (at < ends[place] && codes[at] < change.code(i)) {
                at++;
            }
            if (at == ends[place]
                    || codes[at] != change.code(i)
                    || amounts[at] + sign * change.amount(i) == 0) {
                return false;
            }
            found[i] = at;
        }
        for (int i = 0; i < found.length; i++) {
            amounts[found[i]] += sign * change.amount(i);
        }
        return true;
    }

    private void insertNothing(int place, long pane) {
        int count = panes.size();
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Room.moreThan(count));
        }
        int begin = begin(place);
        System.arraycopy(ends, place, ends, place + 1, count - place);
        ends[place] = begin;
        panes.insert(place, pane);
    }

    private void replace(int place, Measures sum, int sign) {
        int begin = begin(place);
        move(ends[place], begin + sum.size(), place);
        int[] next = {begin};
        sum.forEach(
                (code, amount) -> {
                    codes[next[0]] = code;
                    amounts[next[0]++] = sign * amount;
                });
        if (sum.isEmpty()) {
            remove(place, 1);
        }
    }

    /** Moves the amounts from one place in the arrays on to another, those behind the pane. */
    private void move(int from, int to, int behind) {
        int used = used();
        int more = to - from;
        if (used + more > codes.length) {
            int room = Math.max(used + more, Room.moreThan(codes.length));
            codes = Arrays.copyOf(codes, room);
            amounts = Arrays.copyOf(amounts, room);
        }
        System.arraycopy(codes, from, codes, to, used - from);
        System.arraycopy(amounts, from, amounts, to, used - from);
        for (int place = behind; place < panes.size(); place++) {
            ends[place] += more;
        }
    }

    /** Forgets the changes up to the pane. */
    void removeUpTo(long pane) {
        int count = panes.placeAfter(pane);
        if (count > 0) {
            move(ends[count - 1], 0, 0);
            remove(0, count);
            if (used() < codes.length / 4) {
                trim();
            }
        }
    }

    /** A backlog that has passed leaves no room behind. */
    private void trim() {
        panes.trim();
        ends = Arrays.copyOf(ends, panes.size());
        codes = Arrays.copyOf(codes, used());
        amounts = Arrays.copyOf(amounts, used());
    }

    /** Removes panes whose amounts are gone. */
    private void remove(int place, int count) {
        System.arraycopy(ends, place + count, ends, place, panes.size() - place - count);
        panes.remove(place, count);
    }

    void clear() {
        panes.clear();
        ends = NO_INTS;
        codes = NO_INTS;
        amounts = NO_AMOUNTS;
    }

    private int begin(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    private int used() {
        return begin(panes.size());
    }
}
