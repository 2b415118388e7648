package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.CutPartial;
import io.omnipulse.engine.core.measure.Cuts;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules put what a fact contributes. It adds, takes back, or, while a journey's past is
 * only walked through, ignores: the rules are the same in all three.
 */
public final class Contributions {
    /** What is done with a contribution. */
    enum Mode {
        ADD(1),
        TAKE_BACK(-1),
        IGNORE(0);

        final int sign;

        Mode(int sign) {
            this.sign = sign;
        }
    }

    private final Partials partials;
    private final List<Window> windows;
    private final Panes panes;
    private final Cuts cuts = new Cuts();
    private final Places places;
    private Mode mode = Mode.IGNORE;
    private boolean limited;
    private long fromMs;
    private long untilMs;

    public Contributions(Partials partials, List<Window> windows) {
        this.partials = partials;
        this.windows = List.copyOf(windows);
        this.panes = new Panes(this.windows);
        this.places = new Places(partials);
    }

    Contributions in(Mode next) {
        mode = next;
        return this;
    }

    /** What is contributed counts in every window that holds it. */
    Contributions everywhere() {
        limited = false;
        return this;
    }

    /**
     * What is contributed counts only in windows that end after the one instant and not after the
     * other: those that know of a link, and not yet of the next.
     */
    Contributions only(long afterMs, long notAfterMs) {
        limited = true;
        fromMs = afterMs;
        untilMs = notAfterMs;
        return this;
    }

    int sign() {
        return mode.sign;
    }

    List<Cut> cutsOf(String campaign, @Nullable String channel) {
        return cuts.of(campaign, channel);
    }

    /** An amount of an additive measure in each of the cuts. */
    void add(List<Cut> in, long atMs, int code, long amount) {
        if (mode == Mode.IGNORE || amount == 0) {
            return;
        }
        if (!limited) {
            places.add(in, atMs, code, mode.sign * amount);
            return;
        }
        for (Cut cut : in) {
            addLimited(cut, atMs, code, mode.sign * amount);
        }
    }

    /** A fact begins (+1) or ceases (−1) to count, whatever is walked through at the moment. */
    void count(long atMs, int change) {
        partials.add(Cut.TOTAL, atMs, MeasureCode.of(Measure.COUNTED), change);
    }

    /**
     * What was so known when it happened travels by the finest pane as ever, and is taken back
     * where something else is known; the rest is changes of the totals only. So what the finest
     * panes say of a time is what was known then, in whatever order events came.
     */
    private void addLimited(Cut cut, long atMs, int code, long amount) {
        boolean knownThen = fromMs <= atMs && atMs < untilMs;
        if (knownThen) {
            partials.add(cut, atMs, code, amount);
        }
        for (Window window : windows) {
            long pane = window.paneOf(atMs);
            long left = pane + window.panes();
            if (!knownThen) {
                change(cut, window, pane, code, amount);
                change(cut, window, left, code, -amount);
            } else if (untilMs != Knowledge.ENDLESS && window.paneOf(untilMs) < left) {
                long end = Math.max(pane, window.paneOf(untilMs));
                partials.changeFrom(cut, window, end, code, -amount);
                partials.changeFrom(cut, window, left, code, amount);
            }
        }
    }

    /**
     * Changes the totals at the ends from a pane on, of those ends that may change: what changed
     * before them changes their first, and the end after their last is as it was.
     */
    private void change(Cut cut, Window window, long pane, int code, long amount) {
        if (!limited) {
            partials.changeFrom(cut, window, pane, code, amount);
            return;
        }
        long first = window.paneOf(fromMs);
        if (untilMs == Knowledge.ENDLESS) {
            partials.changeFrom(cut, window, Math.max(pane, first), code, amount);
            return;
        }
        long end = window.paneOf(untilMs);
        if (pane < end && first < end) {
            partials.changeFrom(cut, window, Math.max(pane, first), code, amount);
            partials.changeFrom(cut, window, end, code, -amount);
        }
    }

    /**
     * An entity shows conditions again. It is counted at the window ends from its pane on, as long
     * as the window still holds the pane; the ends that its previous pane covers already are not
     * counted twice (docs/architecture.md, coverage).
     *
     * @param index which of the cuts
     * @param previousMs when the entity showed them last, in this cut; {@link Coverage#NEVER} if it
     *     did not
     */
    void cover(List<Cut> in, int index, Shown shown, long previousMs, long atMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        panes.moveTo(atMs);
        for (int w = 0; w < windows.size(); w++) {
            if (previousMs >= panes.startMs(w)) {
                continue; // the same pane
            }
            Window window = windows.get(w);
            long pane = panes.pane(w);
            long coveredTo =
                    previousMs == Coverage.NEVER
                            ? Long.MIN_VALUE
                            : window.paneOf(previousMs) + window.panes();
            change(in, index, window, Math.max(pane, coveredTo), shown, mode.sign);
            change(in, index, window, pane + window.panes(), shown, -mode.sign);
        }
    }

    private void change(
            List<Cut> in, int index, Window window, long pane, Shown shown, long amount) {
        if (limited) {
            for (int i = 0; i < shown.size(); i++) {
                change(in.get(index), window, pane, MeasureCode.of(shown.measure(i)), amount);
            }
            return;
        }
        CutPartial partial = places.of(in)[index];
        int slot = partial.from(window, pane);
        for (int i = 0; i < shown.size(); i++) {
            partial.add(slot, shown.measure(i), amount);
        }
    }

    /** Values count in all windows at the ends from this pane on, as long as they hold the pane. */
    void coverAll(List<Cut> in, Shown shown, long atMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        for (int index = 0; index < in.size(); index++) {
            cover(in, index, shown, Coverage.NEVER, atMs);
        }
    }

    /**
     * Values counted at an earlier time stop counting at the ends that hold the later time as well.
     */
    void uncover(List<Cut> in, Shown shown, long countedMs, long laterMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        for (Window window : windows) {
            long end = window.paneOf(countedMs) + window.panes();
            long pane = window.paneOf(laterMs);
            for (int index = 0; pane < end && index < in.size(); index++) {
                change(in, index, window, pane, shown, -mode.sign);
                change(in, index, window, end, shown, mode.sign);
            }
        }
    }
}
