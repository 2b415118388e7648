package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
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
    private final Changes changes = new Changes();
    private final Changes late = new Changes();
    private final NavigableMap<Long, Integer> revisions = new TreeMap<>();
    private final TouchedPanes touched = new TouchedPanes();
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
        changes.add(pane, change);
        late.add(pane, lateChange);
    }

    void restoreRevision(long pane, int revision) {
        revisions.put(pane, revision);
    }

    /** After everything stored was put back: the rows up to the pane are published already. */
    public void resume(long publishedPane) {
        changes.forEach(
                settled.pane, publishedPane, pane -> published.moveTo(pane, changes, window, kpis));
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
        Changes one = new Changes();
        one.add(pane, change);
        add(one);
    }

    /**
     * Adds all changes of a partial.
     *
     * @throws IllegalStateException as {@link #add(long, Measures)} does
     */
    void add(Changes added) {
        if (added.isEmpty()) {
            return;
        }
        if (added.first() <= settled.pane) {
            throw new IllegalStateException(
                    "a partial reached pane "
                            + added.first()
                            + " of window "
                            + window.label()
                            + ", settled up to "
                            + settled.pane);
        }
        late.addAll(added, settled.pane, published.pane);
        changes.addAll(added, published.pane, Long.MAX_VALUE);
        added.forEach(touched::add);
        added.forEach(
                settled.pane,
                present.pane,
                pane -> {
                    Measures change = added.at(pane);
                    present.totals.addAll(change);
                    present.presence = kpis.observe(window, change, present.presence);
                });
    }

    /** The first pane after the published end in which a row is due; empty while there is none. */
    public OptionalLong nextDue() {
        return changes.after(published.pane);
    }

    public boolean hasLate() {
        return !late.isEmpty();
    }

    /** Publishes the rows up to the pane, each where the totals change. */
    public void publishTo(long pane, RowListener to) {
        if (pane <= published.pane) {
            return;
        }
        changes.forEach(
                published.pane,
                pane,
                next -> {
                    published.moveTo(next, changes, window, kpis);
                    to.row(published.row(window, kpis), 0, Map.of());
                });
        published.pane = pane;
    }

    /** Corrects the published rows for what arrived late. */
    public void restate(RowListener to) {
        if (late.isEmpty()) {
            return;
        }
        long beforeLate = late.first() - 1;
        Sweep before = settled.copy();
        changes.forEach(
                settled.pane, beforeLate, pane -> before.moveTo(pane, changes, window, kpis));
        Sweep after = before.copy();
        Row[] held = {before.row(window, kpis)};
        panes(beforeLate, published.pane)
                .forEach(
                        pane -> {
                            boolean wasDue = changes.has(pane);
                            if (wasDue) {
                                before.moveTo(pane, changes, window, kpis);
                                held[0] = before.row(window, kpis);
                            }
                            mergeLate(pane);
                            if (changes.has(pane)) {
                                after.moveTo(pane, changes, window, kpis);
                                correct(after.row(window, kpis), held[0], wasDue, to);
                            } else if (wasDue) {
                                revise(pane);
                                to.withdrawn(window.endMs(pane));
                            }
                        });
        late.clear();
        after.pane = published.pane;
        published = after;
    }

    /** The panes after one up to the other with which the totals change, late changes included. */
    private PaneSet panes(long after, long upTo) {
        PaneSet panes = new PaneSet();
        changes.forEach(after, upTo, panes::add);
        late.forEach(after, upTo, panes::add);
        return panes;
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

    private void mergeLate(long pane) {
        if (late.has(pane)) {
            changes.add(pane, late.at(pane));
            touched.add(pane);
        }
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
        if (!late.isEmpty() && late.first() <= pane) {
            throw new IllegalStateException(
                    "pane " + late.first() + " is to be settled before it is restated");
        }
        long last = Math.min(pane, published.pane);
        if (changes.isEmpty() || changes.first() > last) {
            settled.pane = Math.max(settled.pane, last);
            return false;
        }
        changes.forEach(
                settled.pane,
                last,
                next -> {
                    settled.moveTo(next, changes, window, kpis);
                    touched.add(next);
                });
        changes.removeUpTo(last);
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
            panes(present.pane, pane)
                    .forEach(
                            next -> {
                                late.addTo(present.totals, next);
                                present.moveTo(next, changes, window, kpis);
                            });
            present.pane = pane;
        }
    }

    /**
     * The next pane that changes the present row when its end moves there; empty while none is
     * known.
     */
    public OptionalLong nextPresent() {
        OptionalLong next = changes.after(present.pane);
        OptionalLong nextLate = late.after(present.pane);
        return next.isEmpty() || (nextLate.isPresent() && nextLate.getAsLong() < next.getAsLong())
                ? nextLate
                : next;
    }

    /** Hands over what has changed since the last call, to be stored in the same commit. */
    public void drain(PaneStore to) {
        touched.drain(pane -> to.pane(pane, changes.at(pane), late.at(pane)));
        if (headerTouched) {
            to.header(settled.pane, settled.totals, settled.presence, revisions);
            headerTouched = false;
        }
    }
}
