package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What each campaign on each channel usually does and what it has done lately, so that a change of
 * the whole can be explained. At most {@link #MOST} are known apart: those with the most sessions.
 * Mutable.
 */
final class Leaves {
    static final int MOST = 200;

    /** Stands for what no leaf that is known accounts for. */
    private static final Cut OTHERS = new Cut("", "");

    /** Leaves half after a week. */
    private static final double KEEPS = 0.995883;

    /** One leaf: what is usual, this hour, the hour before, and since the change began. */
    static final class Leaf {
        final Tally usual = new Tally();
        final Tally hour = new Tally();
        final Tally lastHour = new Tally();
        final Tally since = new Tally();

        private void take(Counts counts, double expected) {
            hour.add(1, counts, expected);
            since.add(1, counts, expected);
        }

        private void closeHour(boolean innocent) {
            usual.fadeTo(KEEPS);
            if (innocent) {
                usual.add(hour);
            }
            lastHour.set(hour);
            hour.clear();
        }

        /** What was known when the change began. */
        private Tally before() {
            Tally before = new Tally();
            before.add(usual);
            before.starts += Math.max(0, hour.starts - since.starts);
            before.orders += Math.max(0, hour.orders - since.orders);
            return before;
        }

        private Tally lately() {
            Tally lately = new Tally();
            lately.add(hour);
            lately.add(lastHour);
            return lately;
        }
    }

    final Leaf whole = new Leaf();
    final NavigableMap<Cut, Leaf> leaves = new TreeMap<>(Minute.BY_NAME);

    void take(Minute minute, double expected) {
        whole.take(minute.total(), expected);
        minute.leaves()
                .forEach(
                        (cut, counts) -> {
                            Leaf leaf = leaves.get(cut);
                            if (leaf == null && leaves.size() < 2 * MOST) {
                                leaf = new Leaf();
                                leaves.put(cut, leaf);
                            }
                            if (leaf != null) {
                                leaf.take(counts, 0);
                            }
                        });
    }

    /**
     * An hour is over.
     *
     * @param innocent whether it may be learned from
     */
    void closeHour(boolean innocent) {
        whole.closeHour(innocent);
        leaves.values().forEach(leaf -> leaf.closeHour(innocent));
        if (leaves.size() > MOST) {
            List<Map.Entry<Cut, Leaf>> rising = new ArrayList<>(leaves.entrySet());
            rising.sort(
                    Comparator.comparingDouble(
                            entry -> entry.getValue().usual.starts + entry.getValue().hour.starts));
            List<Cut> least =
                    rising.subList(0, rising.size() - MOST).stream()
                            .map(Map.Entry::getKey)
                            .toList();
            least.forEach(leaves::remove);
        }
    }

    /** No change is suspected: what follows is counted anew. */
    void calm() {
        whole.since.clear();
        leaves.values().forEach(leaf -> leaf.since.clear());
    }

    void startAfresh() {
        whole.usual.clear();
        leaves.clear();
    }

    /** What all have done since the change began, and what was expected. */
    Tally sinceChange() {
        return whole.since;
    }

    Decomposition explainChange(double expectedRate) {
        return explain(leaf -> leaf.since, expectedRate);
    }

    /** Explains the last hour and what there is of this one. */
    Decomposition explainLately(double expectedRate) {
        return explain(Leaf::lately, expectedRate);
    }

    private Decomposition explain(Function<Leaf, Tally> now, double expectedRate) {
        List<Decomposition.Part> parts = new ArrayList<>();
        Tally before = whole.before();
        Tally after = new Tally();
        after.add(now.apply(whole));
        leaves.forEach(
                (cut, leaf) -> {
                    Decomposition.Part part = part(cut, leaf.before(), now.apply(leaf));
                    parts.add(part);
                    before.starts -= part.startsBefore();
                    before.orders -= part.ordersBefore();
                    after.starts -= part.starts();
                    after.orders -= part.orders();
                });
        parts.add(part(OTHERS, before, after));
        return new Decomposition(parts, expectedRate, OTHERS);
    }

    private static Decomposition.Part part(Cut cut, Tally before, Tally now) {
        return new Decomposition.Part(
                cut,
                Math.max(0, before.starts),
                Math.max(0, before.orders),
                Math.max(0, now.starts),
                Math.max(0, now.orders));
    }
}
