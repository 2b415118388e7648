package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rolling window of one cut, as a difference array: for each pane, by how much the totals
 * change where it becomes the window's last. The totals at an end are the sum of all changes up to
 * it, so nothing costs anything where nothing changes, and a late change is one more number in one
 * place.
 *
 * <p>Three ends move over the changes: <em>settled</em>, up to which they are summed and forgotten;
 * <em>published</em>, up to which final rows are written; and <em>present</em>, the end just after
 * now. Changes that arrive behind the published end wait as <em>late</em> ones until the rows are
 * restated.
 *
 * <p>Mutable and confined to one thread.
 */
public final class RollingWindow {
    private final Window window;
    private final KpiCalculator kpis;
    private final NavigableMap<Long, Measures> changes = new TreeMap<>();
    private final NavigableMap<Long, Measures> late = new TreeMap<>();
    private final NavigableMap<Long, Integer> revisions = new TreeMap<>();
    private final Set<Long> touched = new HashSet<>();
    private Sweep settled;
    private Sweep published;
    private Sweep present;
    private Sweep.@Nullable Said said;
    private boolean headerTouched;

    public RollingWindow(Window window, KpiCalculator kpis) {
        this(window, kpis, Sweep.beforeAll());
    }

    RollingWindow(Window window, KpiCalculator kpis, Sweep settled) {
        this.window = window;
        this.kpis = kpis;
        this.settled = settled;
        this.published = settled.copy();
        this.present = settled.copy();
    }

    /** Puts back what was stored, before {@link #resume}. */
    void restore(long pane, Measures change, Measures lateChange) {
        if (!change.isEmpty()) {
            changes.put(pane, change);
        }
        if (!lateChange.isEmpty()) {
            late.put(pane, lateChange);
        }
    }

    void restoreRevision(long pane, int revision) {
        revisions.put(pane, revision);
    }

    /** After everything stored was put back: the rows up to the pane are published already. */
    public void resume(long publishedPane) {
        changes.subMap(settled.pane, false, publishedPane, true)
                .forEach((pane, change) -> published.moveTo(pane, change, window, kpis));
        published.pane = Math.max(published.pane, publishedPane);
    }

    public Window window() {
        return window;
    }

    /**
     * Adds changes of the totals from the pane's end on.
     *
     * @throws IllegalStateException if the pane is settled: by then every event that could reach it
     *     was too late
     */
    public void add(long pane, Measures change) {
        if (pane <= settled.pane) {
            throw new IllegalStateException(
                    "a partial reached pane "
                            + pane
                            + " of window "
                            + window.label()
                            + ", settled up to "
                            + settled.pane);
        }
        NavigableMap<Long, Measures> to = pane <= published.pane ? late : changes;
        Measures sum = to.computeIfAbsent(pane, p -> new Measures());
        sum.addAll(change);
        if (sum.isEmpty()) {
            to.remove(pane);
        }
        touched.add(pane);
        if (pane <= present.pane) {
            present.totals.addAll(change);
            kpis.observe(window, change, present.presence);
        }
    }

    /** The first pane after the published end in which a row is due; empty while there is none. */
    public OptionalLong nextDue() {
        Long next = changes.higherKey(published.pane);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    public boolean hasLate() {
        return !late.isEmpty();
    }

    /** Publishes the rows up to the pane, each where the totals change. */
    public void publishTo(long pane, RowListener to) {
        if (pane <= published.pane) {
            return;
        }
        changes.subMap(published.pane, false, pane, true)
                .forEach(
                        (next, change) -> {
                            published.moveTo(next, change, window, kpis);
                            to.row(published.row(window, kpis), 0, Map.of());
                        });
        published.pane = pane;
    }

    /** Corrects the published rows for what arrived late. */
    public void restate(RowListener to) {
        if (late.isEmpty()) {
            return;
        }
        long first = late.firstKey();
        Sweep before = settled.copy();
        changes.headMap(first, false)
                .forEach((pane, change) -> before.moveTo(pane, change, window, kpis));
        Sweep after = before.copy();
        TreeSet<Long> panes =
                new TreeSet<>(changes.subMap(first, true, published.pane, true).keySet());
        panes.addAll(late.keySet());
        Row held = before.row(window, kpis);
        for (long pane : panes) {
            Measures published = changes.get(pane);
            boolean wasDue = published != null;
            if (published != null) {
                before.moveTo(pane, published, window, kpis);
                held = before.row(window, kpis);
            }
            Measures change = mergeLate(pane);
            if (!change.isEmpty()) {
                after.moveTo(pane, change, window, kpis);
                correct(after.row(window, kpis), held, wasDue, to);
            } else if (wasDue) {
                revise(pane);
                to.withdrawn(window.endMs(pane));
            }
        }
        late.clear();
        after.pane = published.pane;
        published = after;
    }

    private void correct(Row row, Row held, boolean wasDue, RowListener to) {
        if (!wasDue || !row.saysTheSameAs(held)) {
            to.row(row, revise(window.paneOf(row.endMs() - 1)), restated(held, row));
        }
    }

    private int revise(long pane) {
        headerTouched = true;
        return revisions.merge(pane, 1, Integer::sum);
    }

    private Measures mergeLate(long pane) {
        Measures change = changes.computeIfAbsent(pane, p -> new Measures());
        Measures added = late.get(pane);
        if (added != null) {
            change.addAll(added);
            touched.add(pane);
        }
        if (change.isEmpty()) {
            changes.remove(pane);
        }
        return change;
    }

    private static Map<String, Double> restated(Row before, Row after) {
        Map<String, Double> values = new HashMap<>();
        for (KpiValue value : before.kpis()) {
            if (value.value().isPresent() && !after.kpis().contains(value)) {
                values.put(value.id(), value.value().getAsDouble());
            }
        }
        return values;
    }

    /**
     * Sums and forgets the changes up to the pane, whose rows are published and restated and can no
     * longer change.
     *
     * @return whether there was anything to sum
     * @throws IllegalStateException if a late change still waits at one of them
     */
    public boolean settleTo(long pane) {
        if (!late.isEmpty() && late.firstKey() <= pane) {
            throw new IllegalStateException(
                    "pane " + late.firstKey() + " is to be settled before it is restated");
        }
        long last = Math.min(pane, published.pane);
        NavigableMap<Long, Measures> old = changes.headMap(last, true);
        if (old.isEmpty()) {
            settled.pane = Math.max(settled.pane, last);
            return false;
        }
        old.forEach((next, change) -> settled.moveTo(next, change, window, kpis));
        touched.addAll(old.keySet());
        old.clear();
        settled.pane = last;
        revisions.headMap(settled.pane, true).clear();
        headerTouched = true;
        if (present.pane < settled.pane) {
            present = settled.copy();
        }
        return true;
    }

    /** The row at an end that moves with the clock; its presence, too, is as known now. */
    public Row presentRow(long pane) {
        movePresentTo(pane);
        return present.row(window, kpis);
    }

    /** Whether it says something else, whatever its end, than when this was last asked. */
    public boolean isPresentNew(long pane) {
        movePresentTo(pane);
        if (present.saysAgain(said)) {
            return false;
        }
        said = present.said();
        return true;
    }

    private void movePresentTo(long pane) {
        if (pane > present.pane) {
            Sweep sweep = present;
            TreeSet<Long> panes =
                    new TreeSet<>(changes.subMap(present.pane, false, pane, true).keySet());
            panes.addAll(late.subMap(present.pane, false, pane, true).keySet());
            for (long next : panes) {
                Measures change = changes.getOrDefault(next, new Measures()).copy();
                change.addAll(late.getOrDefault(next, new Measures()));
                sweep.moveTo(next, change, window, kpis);
            }
            sweep.pane = pane;
        }
    }

    /**
     * The next pane that changes the present row when its end moves there; empty while none is
     * known.
     */
    public OptionalLong nextPresent() {
        Long next = changes.higherKey(present.pane);
        Long nextLate = late.higherKey(present.pane);
        if (next == null || (nextLate != null && nextLate < next)) {
            next = nextLate;
        }
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Hands over what has changed since the last call, to be stored in the same commit. */
    public void drain(PaneStore to) {
        for (long pane : touched) {
            to.pane(
                    pane,
                    changes.getOrDefault(pane, new Measures()),
                    late.getOrDefault(pane, new Measures()));
        }
        touched.clear();
        if (headerTouched) {
            to.header(settled.pane, settled.totals, settled.presence, revisions);
            headerTouched = false;
        }
    }
}
